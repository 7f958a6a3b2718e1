s/{role: survivor}/{role: survivor, role: other}/
