s/{id: people, /{/
