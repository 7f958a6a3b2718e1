s/weekend: \[saturday, sunday\]/weekend: [saturday, sonday]/
