s/{is_not: survivor, question/{is_not: survivor, is_not: finished, question/
