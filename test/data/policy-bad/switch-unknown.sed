s/when: {switch: high_volume}/when: {switch: high_volumes}/
