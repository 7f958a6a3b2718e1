s/list: board,/list: board, total: yes,/
