s/when: {severity: \[error, hold\]}/when: {severity: [error, holds]}/
