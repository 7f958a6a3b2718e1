s/on: 4th thursday/on: 6th thursday/
