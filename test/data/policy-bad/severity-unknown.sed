/^  - id: supervisor-missing$/,/says/s/severity: hold/severity: wait/
