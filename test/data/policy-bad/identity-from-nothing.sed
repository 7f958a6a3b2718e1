s/^\(identity: .*\)from: .*/\1from: []}/
