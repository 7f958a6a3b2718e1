s/to: email}/to: question}/
