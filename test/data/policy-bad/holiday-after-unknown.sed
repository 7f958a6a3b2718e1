s/^    - {name: Veterans Day, .*/    - {name: Bridge, on: the day after labour-day}\n&/
