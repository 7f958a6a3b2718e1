s/{id: own-case, when: {.*}}/{id: own-case, when: [own_case]}/
