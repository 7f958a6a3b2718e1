s/margin: 2 business days/margin: two/
