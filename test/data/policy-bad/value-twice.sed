s/values: \[visas, benefits\]/values: [visas, benefits, visas]/
