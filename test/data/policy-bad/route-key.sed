/^routes:/,$s/^    queue: hotline$/    qeue: hotline/
