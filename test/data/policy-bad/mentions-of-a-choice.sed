s/when: {role: survivor}/when: {role: {mentions: [survivor]}}/
