s/^  - {id: role-other, when.*/&\n  - {id: own-case, when: {role: other}}/
