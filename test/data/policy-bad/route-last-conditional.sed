/^  - id: nothing-decides/s/$/\n    when: {is: has-facts}/
