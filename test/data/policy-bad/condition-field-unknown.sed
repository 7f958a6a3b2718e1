s/question: {present: no}/questoin: {present: no}/
