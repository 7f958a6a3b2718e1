/name: holds, type/a\  - {name: colour, type: choice, values: []}
