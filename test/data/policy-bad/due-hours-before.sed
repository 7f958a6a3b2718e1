s/within: target, before: deadline/within: 4 hours, before: deadline/
