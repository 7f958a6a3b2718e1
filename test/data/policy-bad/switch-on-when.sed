s/high_volume: {default: off}/high_volume: {default: off, on_when: {open_requests_over: 60}}/
