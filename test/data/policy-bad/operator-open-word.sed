s/{holds: {open: yes}}/{holds: {open: begun}}/
