s/list: board, when: {is_not: finished}/list: desk, when: {is_not: finishd}/
