s/^  weekend: /\tweekend: /
