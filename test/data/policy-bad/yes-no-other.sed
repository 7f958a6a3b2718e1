s/type: spans, staff: yes/type: spans, staff: perhaps/
