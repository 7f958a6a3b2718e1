s/^  - id: nothing-attached/  - id: nothing attached/
