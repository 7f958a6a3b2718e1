s/^retention: .*/retention: {after: 10000 days}/
