/^  - name: ethics_flag/,/values/s/values: .*/values: []/
