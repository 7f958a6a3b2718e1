s/, deadline_kind: filing}, {}\]/, deadline_kind: filing}, none]/
