s/open_requests_over: 60/open_requests_over: sixty/
