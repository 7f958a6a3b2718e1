s/on: june 19, observed:/on: june 19, observd:/
