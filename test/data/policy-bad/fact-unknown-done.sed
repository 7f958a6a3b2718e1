s/^  done: finished/  done: finnished/
