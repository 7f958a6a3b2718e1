s/^retention: .*/retention: {}/
