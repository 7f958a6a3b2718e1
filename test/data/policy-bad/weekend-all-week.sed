s/weekend: \[saturday, sunday\]/weekend: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]/
