/^routes:/,/^copies:/s/when: {ethics_flag: review}/when: {early_outcome: redirect}/
