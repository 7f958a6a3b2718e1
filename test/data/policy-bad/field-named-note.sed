s/{name: merged_into,/{name: note,/
