/^  - id: waiting/i\  - {id: odd, when: {early_outcome: none}, outcome: review, queue: rest}
