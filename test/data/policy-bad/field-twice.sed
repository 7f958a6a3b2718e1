s/{name: phone,/{name: email,/
