s/^  margin: /\tmargin: /
