s/labels: \[Entry Id,/labels: [[Entry Id],/
