s/^  subject: .*/  subject: "[{id}] {asks}"/
