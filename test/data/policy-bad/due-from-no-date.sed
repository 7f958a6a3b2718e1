s/from: received$/from: email/
