/^routes:$/,/^# Who gets/c\
routes:\
  - {id: all, outcome: accept, queue: q}
