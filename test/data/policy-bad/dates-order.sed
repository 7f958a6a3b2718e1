s/^dates: mdy/dates: ydm/
