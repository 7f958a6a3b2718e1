s/list: desk,/list: desk, total: yes,/
