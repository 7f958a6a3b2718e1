s/values: \[new, on-hold,/values: [new, On Hold,/
