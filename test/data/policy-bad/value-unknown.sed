s/{role: survivor}/{role: surviver}/
