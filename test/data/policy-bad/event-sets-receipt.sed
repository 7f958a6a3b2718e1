s/set: {status: closed}/set: {received: day}/
