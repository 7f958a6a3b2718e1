s/^  pauses: holds/  pauses: received/
