/^routes:/,/^  then:/s/when: {is: survivor}/when: {finding: role-missing}/
