s/id: quarter$/id: board # again/
