s/^reports:/&\n  - {id: none}/
