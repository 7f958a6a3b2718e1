s/^say_nothing_when: {is: survivor}/say_nothing_when: {severity: hold}/
