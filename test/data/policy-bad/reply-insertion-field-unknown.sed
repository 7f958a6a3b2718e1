s/"Dear {name},"/"Dear {nmae},"/
