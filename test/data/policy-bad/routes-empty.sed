/^routes:/,/^copies:/{/^copies:/!d};s/^copies:/routes: []\n&/
