s/{id: amended, take: intake, form: yes}/{id: amended, form: yes}/
