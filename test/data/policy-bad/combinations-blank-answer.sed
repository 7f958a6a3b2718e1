s/facts: Which forms are new?}/facts: ""}/
