s/within: target, before: deadline/within: none, before: deadline/
