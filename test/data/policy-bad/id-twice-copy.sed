/^copies:/a\
  - {id: supervisor, to: email}
