s/{asks_for: {has_any: .*}}/{asks_for: {has_any: []}}/;s/has_any: \[extensive.*\]/has_any: []/
