s/^retention: .*/retention: 3 years/
