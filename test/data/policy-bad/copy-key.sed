/^copies:/,/^referrals:/s/^    when:/    wen:/
