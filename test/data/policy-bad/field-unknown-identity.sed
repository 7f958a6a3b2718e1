s/from: \[email, received, facts\]/from: [email, received, fact]/
