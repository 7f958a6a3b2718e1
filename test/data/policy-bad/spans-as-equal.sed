/^  - {id: late/s/deadline: {before: received}/holds: 2026-01-01/
