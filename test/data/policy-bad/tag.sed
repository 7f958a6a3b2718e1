s/^version: 1/version: !!int 1/
