/^  - name: facts$/a\
    blank: [None]
