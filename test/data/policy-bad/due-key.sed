s/^      before: deadline$/      befor: deadline/
