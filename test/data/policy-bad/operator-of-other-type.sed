s/when: {facts: {present: yes}, is_not/when: {facts: {has_any: [a]}, is_not/
