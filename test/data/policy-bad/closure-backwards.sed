s/^  closures: \[\]/  closures: [2026-12-30\/2026-12-24]/
