s/\[{deadline: 2027-01-29/[{dedline: 2027-01-29/
