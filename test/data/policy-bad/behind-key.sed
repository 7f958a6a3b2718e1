s/^  behind: {severity:/  behind: {severty:/
