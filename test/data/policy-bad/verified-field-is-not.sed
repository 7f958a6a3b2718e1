s/passed-unverified, when: {is: course-passed, courses_passed: {verified: no}}/passed-unverified, when: {is: course-passed, materials_reviewed: {verified: no}}/
