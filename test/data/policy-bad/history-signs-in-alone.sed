/^  signs: /d
