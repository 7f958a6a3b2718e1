s/^ask_nothing_when: .*/ask_nothing_when: {early_outcome: [redirect, revue]}/
