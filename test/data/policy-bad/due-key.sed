s/within: target, before: deadline/within: target, befor: deadline/
