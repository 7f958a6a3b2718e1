s/\[saturday, sunday\]/[monday, tuesday, wednesday, thursday, friday, saturday, sunday]/
