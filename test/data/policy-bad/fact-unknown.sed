s/is: \[survivor-by-role, own-case\]/is: [survivor-by-rule, own-case]/
