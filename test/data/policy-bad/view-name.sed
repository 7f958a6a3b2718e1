s/^  staff:$/  Staff:/
