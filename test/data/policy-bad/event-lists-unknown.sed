s/lists: add/lists: join/
