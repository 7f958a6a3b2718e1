s/severity: \[error, hold\]/severity: []/
