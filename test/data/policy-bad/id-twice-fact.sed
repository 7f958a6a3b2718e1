s/{id: role-other, when/{id: survivor, when/
