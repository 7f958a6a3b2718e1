s/^  within: 365 days/  within: a year/
