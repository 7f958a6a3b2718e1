s/^  within: 365 days/  within: 365/
