s/\[{deadline: 2027-01-29/[{deadline: 2027-02-29/
