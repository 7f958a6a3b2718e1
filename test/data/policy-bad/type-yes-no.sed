s/^    alert: yes/    alert: sometimes/
