s/^dates: mdy/dates: ymdd/
