s/on: 1st wednesday/on: 1st wendsday/
