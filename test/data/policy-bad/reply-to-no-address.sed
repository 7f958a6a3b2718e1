s/^  to: email/  to: name/
