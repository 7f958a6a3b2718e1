s/blank: \[None, Nothing, N\/A, NA, "-"\]/blank: [None, Nothing, none]/
