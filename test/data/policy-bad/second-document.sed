$s/$/\n---\nversion: 1/
