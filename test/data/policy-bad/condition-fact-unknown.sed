s/ahead: \[survivor\]/ahead: [survivr]/
