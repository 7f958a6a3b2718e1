s/^    refer: \[hotline\]$/    reffer: [hotline]/
