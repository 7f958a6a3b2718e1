s/{name: state, type: text,/& values: [ca, ny],/
