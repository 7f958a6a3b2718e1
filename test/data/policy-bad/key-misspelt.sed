s/^timezone:/timezon:/
