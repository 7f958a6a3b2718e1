s/pauses: holds/pauses: deadline/
