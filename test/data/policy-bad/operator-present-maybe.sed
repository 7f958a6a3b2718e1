s/{facts: {present: yes}}/{facts: {present: maybe}}/
