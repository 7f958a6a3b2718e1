s/{name: state,/{name: finding,/
