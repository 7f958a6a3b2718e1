s/refer: \[hotline\]/refer: [hotlin]/
