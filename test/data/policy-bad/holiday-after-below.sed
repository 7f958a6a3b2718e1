s/^    - {name: Veterans Day, .*/    - {name: Bridge, on: the day after thanksgiving-day}\n&/
