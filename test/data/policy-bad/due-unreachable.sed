/^    - {id: dated, when: {deadline: {present: yes}}, within/i\    - {id: all, within: 10 business days}
