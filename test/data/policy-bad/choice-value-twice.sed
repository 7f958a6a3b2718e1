s/values: \[none, review, cleared, redirect\]/values: [none, review, cleared, redirect, review]/
