s/{id: noted}/{id: noted, form: yes}/
