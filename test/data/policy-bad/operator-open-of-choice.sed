s/{holds: {open: yes}}/{status: {open: yes}}/
