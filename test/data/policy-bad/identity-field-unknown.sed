s/^identity: {field: id,/identity: {field: idd,/
