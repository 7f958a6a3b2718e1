s/{facts: {present: yes}}/{facts: {presnt: yes}}/
