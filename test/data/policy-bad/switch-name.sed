s/^  high_volume: {default: off}/  "a;b": {default: off}/
