s/by: \[quarter, role\], measures: received/by: [quarter, received], measures: received/
