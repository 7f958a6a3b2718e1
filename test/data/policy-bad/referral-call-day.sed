s/on: 3rd wednesday/on: 6th wednesday/
