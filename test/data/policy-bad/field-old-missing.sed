s/{name: received, type: date, if_blank: hold/{name: received, type: date, missing: hold/
