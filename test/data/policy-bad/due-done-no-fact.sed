s/done: finished/done: finishd/
