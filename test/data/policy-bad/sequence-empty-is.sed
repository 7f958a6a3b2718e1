s/is: \[survivor-by-role, own-case\]/is: []/
