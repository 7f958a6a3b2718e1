s/type: spans/type: span/
