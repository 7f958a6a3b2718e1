s/email: ta@example.org/email: té@example.org/
