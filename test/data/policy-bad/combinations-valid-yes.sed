s/\[{deadline: 2027-01-29/[{deadline: {valid: yes}/
