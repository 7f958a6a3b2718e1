s/^  staff:$/  facts:/
