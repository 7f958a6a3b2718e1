s/^    - id: standard/    - id: no-date/
