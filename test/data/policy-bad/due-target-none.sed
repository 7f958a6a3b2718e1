s/^  target: 15 business days$/  target: none/
