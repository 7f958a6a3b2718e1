s/by: assignee,/chart: maybe, by: assignee,/
