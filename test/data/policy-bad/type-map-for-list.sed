s/weekend: \[saturday, sunday\]/weekend: {saturday: yes}/
