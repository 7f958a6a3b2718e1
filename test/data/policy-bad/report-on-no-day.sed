s/title: Answered by week, on: answered/title: Answered by week, on: facts/
