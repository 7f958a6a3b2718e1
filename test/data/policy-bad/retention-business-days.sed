s/^retention: .*/retention: {after: 15 business days}/
