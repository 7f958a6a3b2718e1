s/- id: nothing-asked/- id: requests/
