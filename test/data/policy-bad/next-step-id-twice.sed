s/- {id: wait-for-us,/- {id: wait,/
