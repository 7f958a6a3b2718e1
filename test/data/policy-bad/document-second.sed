$a\---\nversion: 1
