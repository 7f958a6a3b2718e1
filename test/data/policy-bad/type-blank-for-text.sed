s/^edition: .*/edition:/
