/^fields:/,/^facts:/c\fields: []\n\nfacts:
