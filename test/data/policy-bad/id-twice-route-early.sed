s/{id: emp-review, when: {is: emp-review}, outcome/{id: survivor, when: {is: emp-review}, outcome/
