s/subject: "\[{id}\] Your/subject: "[{id}]\\nYour/
