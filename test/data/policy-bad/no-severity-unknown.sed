s/no_severity: \[error, hold\]}/no_severity: [error, holds]}/
