s/^retention: .*/retention: {before: 3 years}/
