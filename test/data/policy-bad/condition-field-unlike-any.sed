s/question: {present: no}/zzz: {present: no}/
