s/^  subject: .*/  subject: "[{id}] a\\rBcc: x"/
