s/on: july 4, observed: nearest-weekday/on: july 4, observed: next-monday/
