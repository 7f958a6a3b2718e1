s/^  - id: ethics-history$/  - ethics\n&/
