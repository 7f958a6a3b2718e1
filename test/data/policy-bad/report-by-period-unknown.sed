s/by: \[quarter, role\]/by: [quartre, role]/
