s/{name: state,/{name: State,/
