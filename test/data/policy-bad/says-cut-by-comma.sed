s/^  - {id: waiting/&/; s/^    says: Read the books first./    says: {Read the books, first}/
