$s/$/\n---\nversion: 2/
