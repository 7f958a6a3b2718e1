s/{id: standard, within: 15 business days}/{id: standard, within: 15 weeks}/
