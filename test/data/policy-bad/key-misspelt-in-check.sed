/^  - id: supervisor-missing$/,/says/s/severity:/severty:/
