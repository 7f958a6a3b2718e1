s/past_target_by: 15 business days/past_target_by: 15 days/
