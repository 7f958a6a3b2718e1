s/{field: id,/{field: idd,/
