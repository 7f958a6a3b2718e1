s/question: {present: no}/question: {present: {really: no}}/
