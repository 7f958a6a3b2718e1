s/\[email, facts\]\]}/[email, fact]]}/
