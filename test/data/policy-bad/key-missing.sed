s/^timezone: .*/# no zone/
