/^  - name: status$/a\
    supply: give
