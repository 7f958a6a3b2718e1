s/severity: \[error, hold\]/severity: [error, holds]/
