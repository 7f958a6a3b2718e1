s/^reports:/&\n  - {id: none, tables: [ ]}/
