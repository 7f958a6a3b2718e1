/^routes:/,/^copies:/c\copies:
