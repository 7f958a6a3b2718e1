s/when: {severity: \[error, hold\]}/when: {finding: [supervisor-missin]}/
