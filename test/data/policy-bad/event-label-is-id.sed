s/labels: \[sent, replied\]/labels: [sent, closed]/
