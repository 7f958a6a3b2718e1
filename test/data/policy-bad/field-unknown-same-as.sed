s/same_as: email/same_as: e-mail/
