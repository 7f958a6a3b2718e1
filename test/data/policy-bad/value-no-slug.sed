s/values: \[visas, benefits\]/values: [visas, "!!"]/
