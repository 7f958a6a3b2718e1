s/when: {role: survivor}/when: {role: survivour}/
