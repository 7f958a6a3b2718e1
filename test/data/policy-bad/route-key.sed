/^routes:/,/^copies:/s/^      queue: hotline/      qeue: hotline/
