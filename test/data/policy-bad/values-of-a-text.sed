s/{name: question, type: text/&, values: [a]/
