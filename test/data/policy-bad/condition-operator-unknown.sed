s/question: {present: no}/question: {presnt: no}/
