/^  target: 15 business days$/d
