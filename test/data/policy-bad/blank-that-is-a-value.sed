/^    blank: .*No document\]$/s/None/T visa RFE/
