s/high_volume: {default: off}/high_volume: {defualt: off}/
