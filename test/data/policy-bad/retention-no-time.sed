s/^retention: .*/retention: {after: 0 years}/
