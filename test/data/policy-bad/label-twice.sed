/labels: \[Your role\]/s/Your role/Email/
