/^  - {id: late/i\  - {id: early, when: {is: later}}
/^  - {id: late/a\  - {id: later, when: {status: open}}
