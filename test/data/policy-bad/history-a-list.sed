s/^history:$/history: [email]\nhistories:/
