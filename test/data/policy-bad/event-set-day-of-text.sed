s/set: {status: closed}/set: {name: [day]}/
