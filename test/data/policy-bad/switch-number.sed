s/high_volume: {default: off}/high_volume: {default: off, auto: {open_requests_over: sixty}}/
