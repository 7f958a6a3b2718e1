s/^    vary: \[role, document, topics\]/    varies: [role, document, topics]/
