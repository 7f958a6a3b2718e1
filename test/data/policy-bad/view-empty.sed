s/^  staff:$/  other: []\n&/
