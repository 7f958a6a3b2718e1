s/^edition: .*/edition: *today/
