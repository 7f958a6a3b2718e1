s/^dates: mdy/&\ndates: dmy/
