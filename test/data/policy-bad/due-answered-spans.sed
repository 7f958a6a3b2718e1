s/^  answered: answered$/  answered: holds/
