s/{id: trained, when: {is: trained}/{id: Trained!, when: {is: trained}/
