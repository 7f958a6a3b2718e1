s/^      - document$/      - documnet/
