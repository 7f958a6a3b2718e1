s/says: The deadline has passed./says: The deadline: it has passed./
