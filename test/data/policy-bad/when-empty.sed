s/{own_case: yes}/{}/
