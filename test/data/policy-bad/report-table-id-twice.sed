s/id: people, title/id: queues, title/
