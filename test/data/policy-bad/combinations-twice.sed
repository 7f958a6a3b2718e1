s/^      - own_case$/      - role/
