s/{has_any: \[extensive-research.*\]}/{has_any: []}/
