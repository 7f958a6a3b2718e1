s/{id: trained, when: {is: trained}, cites/{id: ovc-grantee, when: {is: trained}, cites/
