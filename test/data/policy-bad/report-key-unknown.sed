s/title: The quarter/titles: The quarter/
