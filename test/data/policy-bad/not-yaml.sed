s/^  groups:/  groups: [/
