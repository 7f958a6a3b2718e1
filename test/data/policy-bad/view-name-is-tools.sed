s/^  desk: \[/  event: [/
