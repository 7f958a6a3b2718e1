s/^  from: received/  from: recieved/
