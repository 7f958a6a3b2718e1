s/{id: survivor-by-role, when: {role: survivor}}/{id: survivor-by-role, when: {is: own-case}}/
