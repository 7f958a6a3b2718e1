/^routes:/,/^copies:/s/when: {ethics_flag: review}/when: {outcome: accept}/
