s/^  desk:$/  event:/
