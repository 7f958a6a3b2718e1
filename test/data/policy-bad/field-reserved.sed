s/name: question,/name: is_not,/
