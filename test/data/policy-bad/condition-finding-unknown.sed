s/severity: \[error, hold\]/finding: question-mising/
