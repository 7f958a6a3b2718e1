s/^  from: .reopened, received./  from: []/
