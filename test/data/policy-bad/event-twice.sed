s/{id: noted}/{id: asked}/
