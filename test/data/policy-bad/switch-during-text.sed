s/high_volume: {default: off}/high_volume: {default: off, during: 2026-12-01}/
