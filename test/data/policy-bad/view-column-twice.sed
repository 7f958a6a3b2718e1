s/ at, by, note/ at, at, note/
