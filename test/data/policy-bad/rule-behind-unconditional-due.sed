s/^      when: {early_outcome: redirect}/      says: Never./
