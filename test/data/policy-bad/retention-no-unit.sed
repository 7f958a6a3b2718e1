s/^retention: .*/retention: {after: 3}/
