/^    - id: standard/{n;s/15 business days/15 days/}
