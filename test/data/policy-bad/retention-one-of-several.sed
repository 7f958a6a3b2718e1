s/^retention: .*/retention: {after: 1 years}/
