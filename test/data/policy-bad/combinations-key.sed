s/^    always:$/    allways:/
