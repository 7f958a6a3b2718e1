s/same: \[\[.*\]\]}/same: [email, facts]}/
