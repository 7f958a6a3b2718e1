s/when: {is: supervised, outcome: accept}, to:/wen: {is: supervised, outcome: accept}, to:/
