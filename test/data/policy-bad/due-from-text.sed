s/^  from: received/  from: name/
