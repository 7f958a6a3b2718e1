s/question: {present: no}/question: {only: [a]}/
