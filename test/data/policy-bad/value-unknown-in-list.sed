/^  - id: legal-role$/{n;s/law-student/law-students/}
