s/labels: \[sent, replied\]/labels: [sent, Undone]/
