s/^  ahead: \[survivor,/  ahead: [survivors,/
