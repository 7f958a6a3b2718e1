s/^  signs_in: .*/  sign_in: 2/
