s/{id: amended, take: intake, form: yes}/{id: amended, take: [name], form: yes}/
