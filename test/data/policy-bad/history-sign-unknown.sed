s/^  signs: .*/  signs: [materials-skiped]/
