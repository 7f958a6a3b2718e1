s/{id: no-date, when: {early_outcome: redirect}, within/{id: no-date, within/
