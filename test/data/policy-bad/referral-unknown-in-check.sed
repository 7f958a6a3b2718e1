/^checks:/,/^calendar:/s/refer: \[hotline\]/refer: [hot-line]/
