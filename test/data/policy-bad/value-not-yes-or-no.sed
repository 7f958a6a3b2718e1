s/{own_case: yes, is_not/{own_case: perhaps, is_not/
