s/vary: \[role, document, topics\]/vary: [role, document, topics, status, overuse_flag, ethics_flag]/
