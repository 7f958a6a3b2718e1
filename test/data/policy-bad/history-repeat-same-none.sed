s/^  repeat: .*/  repeat: {same: [], within: 30 days}/
