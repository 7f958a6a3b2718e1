/^  - name: state/{n;s/text/txet/}
