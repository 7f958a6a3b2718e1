s/\[email, facts\]\]}/[]]}/
