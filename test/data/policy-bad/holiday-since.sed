s/since: 2021/since: twenty/
