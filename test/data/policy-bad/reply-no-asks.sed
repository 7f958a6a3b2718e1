s/once for all of it: {asks}/e-mail./
