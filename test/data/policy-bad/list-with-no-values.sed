s/{name: courses_taken, type: list,/& values: [],/
