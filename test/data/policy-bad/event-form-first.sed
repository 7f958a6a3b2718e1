s/{id: amended, take: intake, form: yes}/{id: amended, take: intake, first: {status: new, deadline: day}, form: yes}/
