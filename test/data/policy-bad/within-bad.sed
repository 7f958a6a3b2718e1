s/deadline: {before: received}/deadline: {within: 3 business days after received}/
