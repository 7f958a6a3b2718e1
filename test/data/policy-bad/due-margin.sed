s/^  margin: .*/  margin: -2 business days/
