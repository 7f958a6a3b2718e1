s/^    - event$/    - {column: event, read_only: yes}/
