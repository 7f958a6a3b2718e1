s/id: deadline-past/id: question-missing/
