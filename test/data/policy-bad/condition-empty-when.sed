/^  - id: questions/,/queue/s/when: .*/when: {}/
