s/^name: individual-ta/name: ~/
