s/on_when: {open_requests_over/on_when: {open_request_over/
