#!/usr/bin/env bats
# A share of `make faults`: writers of one ledger, killed and not, and ledgers that
# come to harm.

load helper

@test "ledger: some seconds of writers, of whom many are killed, loses, changes and doubles nothing" {
  uncounted
  run "$TA_BUILD/faults/ledger" -k 6 -b 1 -n 2 "$(command -v ta-submit)" "$BATS_TEST_TMPDIR"
  echo "$output"
  [ "$status" -eq 0 ]
  [ "$(grep -c '^ok ' <<<"$output")" -ge 30 ]
}

@test "ledger: every damaged line is said by number, and no record changes" {
  generate 1500 >some.csv
  ta-submit -q -a some.jsonl some.csv 2>/dev/null
  run "$TA_BUILD/faults/damage" -s 1 -n 20 "$(command -v ta-submit)" some.jsonl "$BATS_TEST_TMPDIR"
  echo "$output"
  [ "$status" -eq 0 ]
}
