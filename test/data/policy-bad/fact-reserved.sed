s/id: late,/id: outcome,/
