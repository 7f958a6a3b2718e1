/^dates/a\colour: green
