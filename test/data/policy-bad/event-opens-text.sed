s/{id: held, open: holds}/{id: held, open: name}/
