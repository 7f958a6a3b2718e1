/^    - at$/d
