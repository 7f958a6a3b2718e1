s/shorter_than: 8 words/shorter_than: 0 words/
