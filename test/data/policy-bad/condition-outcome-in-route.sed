s/when: {severity: \[error, hold\]}/when: {outcome: accept}/
