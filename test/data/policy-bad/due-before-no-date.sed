s/before: deadline}/before: question}/
