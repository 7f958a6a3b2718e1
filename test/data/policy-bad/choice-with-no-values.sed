s/values: \[new, on-hold,.*\]}/values: []}/
