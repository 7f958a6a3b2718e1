s/switch: busy}/switch: [busy, idle]}/
