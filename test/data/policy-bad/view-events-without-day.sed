s/ event, at, by,/ event, by,/
