s/{id: own-case, when/{id: switch, when/
