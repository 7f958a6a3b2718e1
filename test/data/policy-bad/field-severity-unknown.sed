/^  - name: received/,/labels/s/missing: hold/missing: wait/
