s/^  - id: other-professional$/  - {id: cut, severity: note, says: One, and two}\n&/
