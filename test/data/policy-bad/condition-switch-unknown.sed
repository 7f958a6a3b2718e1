s/switch: busy/switch: bussy/
