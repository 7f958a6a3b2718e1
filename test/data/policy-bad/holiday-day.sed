s/on: july 4,/on: june 31,/
