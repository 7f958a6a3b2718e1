s/{role: survivor}/{planet: survivor}/
