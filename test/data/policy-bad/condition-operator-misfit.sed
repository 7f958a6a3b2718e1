s/has_any: \[visas\]/before: 2026-01-01/
