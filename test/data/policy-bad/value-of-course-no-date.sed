s/deadline: {before: received}/deadline: {before: tomorrow}/
