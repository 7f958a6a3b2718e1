s/on: 2nd monday of october/on: 2nd munday of october/
