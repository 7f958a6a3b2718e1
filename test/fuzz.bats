#!/usr/bin/env bats
# The fuzzers without a fuzzer: each is fed the tree's own files, and what has once
# broken one. `make fuzz` makes inputs up.

load helper

# replays NAME: the fuzzer takes every file; where one breaks it, that is named.
replays() {
  find "$root/test/proof/fuzz/found" "$data" "$root/examples" -type f -print0 |
    xargs -0 -n 100000 -s 2000000 "$TA_BUILD/fuzz/fuzz-$1" >fed 2>broken || {
    tail -n 1 fed
    cat broken
    return 1
  }
  [ "$(wc -l <fed)" -gt 100 ]
}

@test "fuzz: every fuzzer has its test here" {
  for file in "$root"/test/proof/fuzz/fuzz-*.c; do
    name=${file##*/fuzz-}
    grep -q "replays ${name%.c} " "$BATS_TEST_FILENAME" || { echo "$name"; return 1; }
  done
}

@test "fuzz: CSV, both ways through it, and at intake" { replays csv ; }
@test "fuzz: YAML" { replays yaml ; }
@test "fuzz: JSON Lines" { replays jsonl ; }
@test "fuzz: events, in any order" { replays events ; }
@test "fuzz: policies" { replays policy ; }
@test "fuzz: maps" { replays map ; }
@test "fuzz: dates, times and spans" { replays dates ; }
@test "fuzz: CSV to YAML to JSON Lines to CSV keeps every value" { replays convert ; }
@test "fuzz: CSV against a machine of the test's own" { replays machine ; }
