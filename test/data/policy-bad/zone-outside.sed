s,America/Los_Angeles,../../../etc/passwd,
