s/facts: Which forms are new?}/facts: {valid: no}}/
