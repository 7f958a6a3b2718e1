s/{id: standard, within: target/{id: standard, within: 15 days/
