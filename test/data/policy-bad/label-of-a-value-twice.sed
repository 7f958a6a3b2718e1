s/labels: \[Legal secretary\]/labels: [Lawyer]/
