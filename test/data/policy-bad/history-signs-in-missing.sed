/^  signs_in: /d
