s/^  repeat: .*/  repeat: {same: [facts], within: 30 days, of: email}/
