s/- {id: ask, when: {outcome: hold}, says: "Send/- {id: ask, says: "Send/
