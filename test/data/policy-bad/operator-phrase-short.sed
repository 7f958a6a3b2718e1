s/mentions: \[yes or no, yes\/no\]/mentions: [y, yes\/no]/
