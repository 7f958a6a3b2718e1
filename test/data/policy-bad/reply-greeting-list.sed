s/^  greeting: .*/  greeting: ["Dear {referrals},"]/
