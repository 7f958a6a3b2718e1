(select target from days where day = substr(received, 1, 10)) as ta_target
