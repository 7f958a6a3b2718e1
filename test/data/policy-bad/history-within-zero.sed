s/^  within: 365 days/  within: 0 days/
