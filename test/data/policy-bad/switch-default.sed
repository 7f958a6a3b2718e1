s/high_volume: {default: off/high_volume: {default: of/
