s/^  - id: ethics-history$/  - id: Ethics history/
