s/^dates: mdy/planet: earth\n&/
