s/deadline: {before: received}/deadline: {before: question}/
