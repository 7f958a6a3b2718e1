s/{own_case: yes, is_not: professional}/{past_target_by: 3 business days}/
