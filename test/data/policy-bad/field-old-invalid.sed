s/{name: supervisor_email, type: email, private: yes, if_invalid: none/{name: supervisor_email, type: email, private: yes, invalid: none/
