/^routes:/,/^copies:/s/outcome: review/outcome: refuse/
