s/^      - overuse_flag$/      - facts/
