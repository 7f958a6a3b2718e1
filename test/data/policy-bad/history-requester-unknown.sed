s/^  requester: .*/  requester: [person, emial]/
