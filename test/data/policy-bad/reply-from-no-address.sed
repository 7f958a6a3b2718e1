s/email: ta@example.org/email: ta at example.org/
