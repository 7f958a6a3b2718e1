s/labels: \[State or territory, /labels: [e mail, /
