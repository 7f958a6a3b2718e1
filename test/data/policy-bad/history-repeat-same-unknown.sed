s/^  repeat: .*/  repeat: {same: [assistance, fact], within: 30 days}/
