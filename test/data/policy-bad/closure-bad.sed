s/^  closures: \[\]/  closures: [2026-12-24, 2026-12-32]/
