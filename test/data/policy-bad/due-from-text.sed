s/^  from: .reopened, received./  from: name/
