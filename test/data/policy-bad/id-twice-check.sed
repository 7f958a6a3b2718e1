s/^  - id: ethics-history$/  - id: survivor/
