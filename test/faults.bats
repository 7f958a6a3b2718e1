#!/usr/bin/env bats
# A share of `make faults`: writers of one ledger, killed and not, and ledgers that
# come to harm.

load helper

@test "ledger: some seconds of writers, of whom many are killed, loses, changes and doubles nothing" {
  uncounted
  run "$TA_BUILD/faults/ledger" -l "$(command -v ta-log)" -k 3 -b 1 -n 1 -h 0 "$(command -v ta-submit)" "$BATS_TEST_TMPDIR"
  echo "$output"
  [ "$status" -eq 0 ]
  [ "$(grep -c '^ok ' <<<"$output")" -ge 30 ]
}

@test "ledger: other hands move, replace, cut, restore and remove it, and what is taken is in it all the same" {
  uncounted
  run "$TA_BUILD/faults/ledger" -l "$(command -v ta-log)" -k 0 -b 0 -n 0 -h 4 "$(command -v ta-submit)" "$BATS_TEST_TMPDIR"
  echo "$output"
  [ "$status" -eq 0 ]
  [ "$(grep -c '^ok ' <<<"$output")" -ge 10 ]
}

@test "ledger: a hand in the moment before any call loses nothing that is said to be taken" {
  run "$root/test/proof/faults/inject.sh" "$TA_BUILD" "$BATS_TEST_TMPDIR" -h -n 1500 -s "${FAULTS_SEED:-7}"
  echo "$output"
  [ "$status" -eq 0 ]
  [[ ${lines[-1]} =~ ^"# "([0-9]+)" injections, 0 lied about"$ ]]
  [ "${BASH_REMATCH[1]}" -ge 100 ]
}

@test "ledger: every damaged line is said by number, and no record changes" {
  generate 1500 >some.csv
  ta-submit -q -a some.jsonl some.csv 2>/dev/null
  run "$TA_BUILD/faults/damage" -s 1 -n 20 "$(command -v ta-submit)" "$(command -v ta-log)" some.jsonl "$BATS_TEST_TMPDIR"
  echo "$output"
  [ "$status" -eq 0 ]
}
