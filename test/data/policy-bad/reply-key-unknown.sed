s/^  greeting:/  greting:/
