s/list: board, when: {is_not: finished}/list: desk, when: {finding: facts-missing}/
