/^routes:/,/^copies:/s/refer: \[materials\]/refer: [material]/
