s/{own_case: yes}/{own_case: perhaps}/
