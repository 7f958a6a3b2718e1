s/list: desk/list: dsk/
