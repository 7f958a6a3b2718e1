/^checks:/,/^calendar:/s/when: {is_not: survivor, ethics_flag: review}/when: {finding: role-missing}/
