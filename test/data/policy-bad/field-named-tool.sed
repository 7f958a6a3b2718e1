s/name: question,/name: ta_valid,/
