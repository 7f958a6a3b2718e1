/^  - id: waiting/i\  - {id: all, outcome: review, queue: rest}
