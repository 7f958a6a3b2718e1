s/{column: document, read_only: yes}/{column: facts, read_only: yes}/
