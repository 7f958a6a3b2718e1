/^  - name: state/{n;s/$/\n    values: [ca, ny]/}
