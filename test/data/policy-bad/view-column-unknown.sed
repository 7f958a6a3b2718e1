s/label: from}, role,/label: from}, rola,/
