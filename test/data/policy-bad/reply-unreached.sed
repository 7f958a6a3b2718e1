s/{id: done, when: {is: finished}, draft: none}/{id: done, draft: none}/
