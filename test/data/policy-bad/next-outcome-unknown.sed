s/- {id: decide, when: {outcome: review}/- {id: decide, when: {outcome: reviews}/
