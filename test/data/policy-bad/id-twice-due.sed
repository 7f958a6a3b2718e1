s/{id: standard, within/{id: no-date, within/
