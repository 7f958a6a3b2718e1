s/before: received}/before: 2026-02-30}/
