s/measures: received, chart: yes/measures: recieved, chart: yes/
