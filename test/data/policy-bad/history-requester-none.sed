s/^  requester: .*/  requester: []/
