s/^identity: {field: id,/identity: {feild: id,/
