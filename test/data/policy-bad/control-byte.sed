s/^name: individual-ta/name: individual\x1b-ta/
