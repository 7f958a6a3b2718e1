s/queue: hotline/queue: ..\/hotline/
