s/^    - role$/    - rola/
