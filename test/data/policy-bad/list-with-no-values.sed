s/^    supply: pass$/    supply: pass\n    values: []/
