s/{id: nothing-decides, outcome/{id: nothing-decides, when: {is: has-facts}, outcome/
