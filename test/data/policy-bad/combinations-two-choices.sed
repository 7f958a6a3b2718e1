s/assistance: document-review, facts/assistance: [document-review, case-consultation], facts/
