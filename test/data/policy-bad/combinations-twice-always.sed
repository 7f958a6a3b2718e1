s/vary: \[role, document, topics\]/vary: [role, document, assistance]/
