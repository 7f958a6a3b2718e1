s/when: {facts: {present: yes}, is_not/when: {facts: {present: maybe}, is_not/
