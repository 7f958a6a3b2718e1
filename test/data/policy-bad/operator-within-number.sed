s/within: 3 business days of received/within: three business days of received/
