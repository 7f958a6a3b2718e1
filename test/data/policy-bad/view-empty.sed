s/^  staff: \[/  other: []\n&/
