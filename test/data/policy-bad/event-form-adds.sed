s/{id: amended, take: intake, form: yes}/{id: amended, take: intake, lists: add, form: yes}/
