/queue: questions/d
