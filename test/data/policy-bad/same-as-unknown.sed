s/question: {present: no}/question: {same_as: qestion}/
