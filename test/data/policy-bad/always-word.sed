s/^    always: yes/    always: often/
