s/within: 3 business days of received/within: 3 business days/
