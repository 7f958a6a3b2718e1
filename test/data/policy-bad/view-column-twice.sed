s/^    - by$/    - at/
