s/says: The deadline has passed./says:/
