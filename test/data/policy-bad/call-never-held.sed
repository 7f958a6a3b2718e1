s/- {on: 1st wednesday, name: trafficking analysis/- {on: wednesday, name: trafficking analysis/
