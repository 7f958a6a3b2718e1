s/{lacks: uscis-decision}/{shorter_than: 2 words}/
