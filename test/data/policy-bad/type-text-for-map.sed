s/^identity: .*/identity: id/
