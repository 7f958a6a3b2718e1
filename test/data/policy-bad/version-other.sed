s/^version: 1/version: 2/
