#!/usr/bin/env bats
# The program's page, sentence by sentence: its own words in `cites`, a request that tries them, and what it has to get.

load helper

@test "page: every sentence of it, by the built-in policy" {
  run -0 --separate-stderr ta-policy --test "$data/page-cases.csv"
  # shellcheck disable=SC2154 # set by run
  [[ $stderr =~ ([0-9]+)\ cases,\ 0\ differ$ ]]
  [ "${BASH_REMATCH[1]}" -ge 95 ]
}

@test "page: every case quotes it, says what becomes of the request, and has a name of its own" {
  run -0 mlr -S --icsv --onidx filter '$cites == "" || !($expect_outcome =~ "^(accept|hold|redirect|review)$") ||
    $expect_queue =~ "^\*?$" || $expect_due == "*"' then cut -f case "$data/page-cases.csv"
  [ -z "$output" ]
  run -0 mlr -S --icsv --onidx count-distinct -f case then filter '$count > 1' "$data/page-cases.csv"
  [ -z "$output" ]
}
