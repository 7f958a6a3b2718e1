s/list: board/list: dsk/
