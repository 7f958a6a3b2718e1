s/^  - id: ethics-history$/  - id: role-invalid/
