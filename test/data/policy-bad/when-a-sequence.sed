s/{id: own-case, when: {own_case: yes}}/{id: own-case, when: [own_case]}/
