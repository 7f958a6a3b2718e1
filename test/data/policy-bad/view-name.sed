s/^  staff: \[/  Staff: [/
