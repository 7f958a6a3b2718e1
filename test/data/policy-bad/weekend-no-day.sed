s/\[saturday, sunday\]/[saturday, caturday]/
