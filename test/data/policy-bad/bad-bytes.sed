s/name: small-desk/name: small-\xff-desk/
