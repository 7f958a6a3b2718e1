s/to: supervisor_email/to: supervisor_name/
