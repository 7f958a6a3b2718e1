/^  - id: hold-without-pause$/a\
    alert: yes
