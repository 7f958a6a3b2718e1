s/label: from}/labl: from}/
