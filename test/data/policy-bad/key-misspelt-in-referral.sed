/^referrals:/,$s/text_only: yes/textonly: yes/
