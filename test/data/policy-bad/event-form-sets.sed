s/{id: amended, take: intake, form: yes}/{id: amended, take: intake, set: {facts: x}, form: yes}/
