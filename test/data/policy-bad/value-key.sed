s/{value: attorney, labels:/{value: attorney, lables:/
