s/when: {outcome: redirect}$/when: {finding: no-such}/
