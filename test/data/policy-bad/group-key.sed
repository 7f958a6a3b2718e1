s/{id: trained, when: {is: trained}, cites: R39}/{id: trained, when: {is: trained}, sites: R39}/
