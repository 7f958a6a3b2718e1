s/{id: noted}/{labels: [x]}/
