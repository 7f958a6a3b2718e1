$a\  books: {says: Again., text_only: yes}
