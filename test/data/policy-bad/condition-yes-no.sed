s/question: {present: no}/question: {present: maybe}/
