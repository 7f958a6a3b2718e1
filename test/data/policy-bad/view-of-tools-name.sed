s/ event, at, by,/ {column: event, read_only: yes}, at, by,/
