/^copies:/,/^referrals/s/^  - {id: supervisor, .*/&\
  - {id: supervisor, to: email}/
