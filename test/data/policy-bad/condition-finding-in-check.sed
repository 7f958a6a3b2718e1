s/{is: late, topics/{finding: email-missing, topics/
