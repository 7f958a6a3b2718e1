/^  - name: supervisor_role/,/^  - name: assistance/{/^      - /d;s/^    values:/    values: []/}
