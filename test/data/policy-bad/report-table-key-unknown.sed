s/by: assignee,/bye: assignee,/
