s/ta_same_as: {present: yes}/ta_same: {present: yes}/
