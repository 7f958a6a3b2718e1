/^routes:/,/^copies:/s/{id: eligibility, /{id: survivor, /
