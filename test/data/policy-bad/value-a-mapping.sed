s/{role: survivor}/{role: {valid: {no: yes}}}/
