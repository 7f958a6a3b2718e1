s/e-mail: {asks}/e-mail./
