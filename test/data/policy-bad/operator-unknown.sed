s/when: {facts: {present: yes}, is_not/when: {facts: {presnt: yes}, is_not/
