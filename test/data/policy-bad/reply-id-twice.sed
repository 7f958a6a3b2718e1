s/{id: done, when/{id: held, when/
