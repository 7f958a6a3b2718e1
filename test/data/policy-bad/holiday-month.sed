s/on: january 1,/on: januar 1,/
