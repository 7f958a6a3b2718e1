s/^    blank: \[None, N\/A, NA\]$/    blank: [None, Other, NA]/
