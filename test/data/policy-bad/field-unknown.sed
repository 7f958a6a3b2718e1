s/{role: survivor}/{rolle: survivor}/
