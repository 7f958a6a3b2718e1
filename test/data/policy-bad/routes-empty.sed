/^routes:$/,/^$/c\
routes: {then: []}
