/^  - id: ethics-history$/{N;s/.*\n   /  -/}
