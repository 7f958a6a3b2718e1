s/^name: individual-ta/name: [individual-ta/
