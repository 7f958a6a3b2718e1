s/^  pass_over: .*/  pass_over: [merge]/
