s,America/Los_Angeles,/usr/share/zoneinfo/UTC,
