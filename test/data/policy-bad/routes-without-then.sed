/^  then:$/,/^$/d
