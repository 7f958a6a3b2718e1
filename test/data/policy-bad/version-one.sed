s/^version: 2/version: 1/
