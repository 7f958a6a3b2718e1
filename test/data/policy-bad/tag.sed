s/^version: 2/version: !!int 2/
