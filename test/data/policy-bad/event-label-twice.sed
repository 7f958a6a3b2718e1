s/{id: noted}/{id: noted, labels: [sent]}/
