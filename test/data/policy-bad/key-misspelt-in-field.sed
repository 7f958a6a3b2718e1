s/missing: hold, */&/; s/{name: email, type: email, private/{name: email, type: email, privat/
