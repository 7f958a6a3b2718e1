s/^  weekend: .*/  weekend: saturday/
