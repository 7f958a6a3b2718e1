s/high_volume: {default: off}/high_volume: {default: off, auto: {open_request_over: 60}}/
