s/{name: status, type: choice, staff: yes,/& supply: give,/
