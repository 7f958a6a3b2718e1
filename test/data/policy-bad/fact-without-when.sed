s/{id: own-case, when: {.*}}/{id: own-case}/
