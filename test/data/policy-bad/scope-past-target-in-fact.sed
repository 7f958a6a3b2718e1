s/{own_case: yes}/{past_target_by: 3 business days}/
