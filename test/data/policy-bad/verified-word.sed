s/{verified: no}/{verified: never}/
