s/^edition: /edition: \&today /
