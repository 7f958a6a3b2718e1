/^routes:$/,/^# Who gets/c\
routes: {then: []}
