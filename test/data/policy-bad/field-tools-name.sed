s/{name: state,/{name: ta_state,/
