s/to: supervisor_email/to: supervisor-email/
