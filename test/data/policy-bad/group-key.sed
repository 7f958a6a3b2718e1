s/{id: trained, when: {is: trained}, cites:/{id: trained, when: {is: trained}, sites:/
