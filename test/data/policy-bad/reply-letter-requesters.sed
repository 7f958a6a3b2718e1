s/{name: letter, type: text, staff: yes}/{name: letter, type: text}/
