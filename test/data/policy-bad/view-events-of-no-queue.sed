/^    - .*read_only/d; /words: 24/d
