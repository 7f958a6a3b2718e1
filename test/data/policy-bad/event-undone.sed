s/{id: noted}/{id: undone}/
