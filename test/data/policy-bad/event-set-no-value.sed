s/set: {status: closed}/set: {status: shut}/
