s/id: deadline-past/id: email-missing/
