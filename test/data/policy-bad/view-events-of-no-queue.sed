s/ta_queue, ta_refer, //; s/{column: [a-z]*, read_only: yes}, *//g; s/{column: facts, words: 24}, //
