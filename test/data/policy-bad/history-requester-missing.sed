/^  requester: /d
