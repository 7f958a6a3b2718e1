s/^  target: 15 business days$/  target: 15 days/
