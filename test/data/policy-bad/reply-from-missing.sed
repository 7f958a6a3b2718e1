/^  from: /d
