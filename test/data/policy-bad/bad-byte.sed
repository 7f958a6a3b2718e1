s/^name: individual-ta/name: individual\xff-ta/
