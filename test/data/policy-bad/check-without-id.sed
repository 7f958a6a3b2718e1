/^  - id: deadline-past/s/id: deadline-past/cites: page 2/
