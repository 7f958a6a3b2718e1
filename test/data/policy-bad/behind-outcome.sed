s/^  behind: {.*}/  behind: {outcome: accept}/
