s/words: 12}/words: 0}/
