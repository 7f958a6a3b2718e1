s/same: \[\[.*\]\]}/same: email}/
