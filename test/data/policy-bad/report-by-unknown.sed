s/by: ta_queue,/by: ta_queu,/
