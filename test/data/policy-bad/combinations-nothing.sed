s/^      - overuse_flag$/      - []/
