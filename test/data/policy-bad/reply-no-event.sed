/id: drafted,/d
