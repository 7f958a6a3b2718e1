s/^  from: .reopened, received./  from: recieved/
