s/{role: survivor}/{role: []}/
