s/{id: held, open: holds}/{id: held, opens: holds}/
