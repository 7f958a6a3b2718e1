s/once for all of it: {asks}/once for all of it: {askes}/
