s/^  signs_in: .*/  signs_in: twice/
