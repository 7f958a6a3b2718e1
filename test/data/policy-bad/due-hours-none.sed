/^    - id: standard/{n;s/15 business days/0 hours/}
