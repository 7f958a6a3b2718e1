/vary: \[role, document, topics\]/d
