s/^  behind: .*/  behind: [error, hold]/
