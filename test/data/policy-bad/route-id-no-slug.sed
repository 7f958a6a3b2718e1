/^routes:/,$s/^  - id: ethics-history$/  - id: ethics history/
