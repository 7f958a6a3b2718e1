s/{facts: {present: yes}}/{facts: {has_any: [a]}}/
