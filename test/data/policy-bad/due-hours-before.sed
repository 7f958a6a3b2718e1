/^    - id: legal-deadline/,/before/s/15 business days/4 hours/
