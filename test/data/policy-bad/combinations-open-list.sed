s/^      - overuse_flag$/      - courses_taken/
