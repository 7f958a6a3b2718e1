s/always: {received: 2026-11-24, email/always: {received: [[2026-11-24]], email/
