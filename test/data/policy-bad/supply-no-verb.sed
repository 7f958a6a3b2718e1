0,/^    supply: choose$/s//    supply: choose one/
