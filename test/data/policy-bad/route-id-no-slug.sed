/^routes:/,/^copies:/s/{id: ethics-history,/{id: ethics history,/
