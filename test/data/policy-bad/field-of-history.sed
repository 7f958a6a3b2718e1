s/{name: person, /{name: ta_earlier, /
