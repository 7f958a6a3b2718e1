s/when: {is: finished}, draft: none/when: {is: finished}, draft: later/
