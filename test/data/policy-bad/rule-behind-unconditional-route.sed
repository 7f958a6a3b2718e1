/^routes:/,/^copies:/s/{id: eligibility, when: {.*}, outcome/{id: eligibility, outcome/
