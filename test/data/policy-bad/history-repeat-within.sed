s/^  repeat: .*/  repeat: {same: [facts], within: thirty days}/
