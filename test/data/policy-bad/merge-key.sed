s/{own_case: yes, is_not/{<<: [own_case], is_not/
