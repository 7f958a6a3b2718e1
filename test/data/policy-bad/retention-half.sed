s/^retention: .*/retention: {after: 1.5 years}/
