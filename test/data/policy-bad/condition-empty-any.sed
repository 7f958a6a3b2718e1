s/has_any: \[visas\]/has_any: []/
