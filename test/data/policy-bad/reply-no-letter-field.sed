/name: letter,/d
/id: drafted,/d
