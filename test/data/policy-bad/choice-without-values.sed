/^  - name: state/{n;s/text/choice/}
