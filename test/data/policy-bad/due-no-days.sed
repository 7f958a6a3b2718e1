s/{id: standard, within: target/{id: standard, within: 0 business days/
