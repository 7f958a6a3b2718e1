s/words: 12}/words: none}/
