/^routes:/,/^copies:/{/when: {is: survivor}/d}
