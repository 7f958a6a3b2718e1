s/^  staff: \[/  facts: [/
