s/{name: state, type: text/{name: state, type: choice/
