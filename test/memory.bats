#!/usr/bin/env bats
# What can be promised on any machine: the same memory whatever the length.
# `make bench` measures the rest.

load helper

records() {
  awk -v n="$1" 'BEGIN {
    print "id,received,email,role,assistance,facts"
    for (i = 1; i <= n; i++) {
      printf "%d,2026-11-%02d,a@example.org,attorney,case-consultation,\"", i, i % 20 + 1
      for (k = 0; k < 8; k++) printf "He said, \"\"pay\"\", and\nshe left. "
      print "\""
    }
  }'
}

@test "memory: tools that stream stay below 8 MiB at any length" {
  nm "$(command -v ta-due)" | grep -q __asan_init && return
  records 60000 >in.csv
  ta-validate -q in.csv >valid.csv
  for run in "ta-validate in.csv" "ta-due in.csv" "ta-route valid.csv"; do
    # shellcheck disable=SC2086 # a tool and its file
    command time -o peak -f %M ${run/ / -q } >/dev/null
    echo "$run: $(cat peak) KiB"
    [ "$(cat peak)" -lt 8192 ]
  done
}

@test "memory: figures take what their groups take, not their records" {
  nm "$(command -v ta-report)" | grep -q __asan_init && return
  generate 60000 3 | ta-due -q >due.csv
  mlr --csv head -n 6000 due.csv >few.csv
  for file in few.csv due.csv; do
    for words in '--by week --by role --total' '--by topics --by assistance' 'quarter'; do
      # shellcheck disable=SC2086 # words
      command time -o peak -f %M ta-report -q $words $file >/dev/null
      echo "$file, $words: $(cat peak) KiB"
      [ "$(cat peak)" -lt 8192 ]
    done
  done
}

@test "memory: rows that amend take what rows that are there take, and 2 bytes each" {
  nm "$(command -v ta-submit)" | grep -q __asan_init && return
  # somebody else each, or all would be one request
  records 20000 | sed -E 's/^([0-9]+),(.*),a@/\1,\2,a\1@/' >in.csv
  sed 's/she left/she stayed/' in.csv >edited.csv
  ta-submit -q -a ledger in.csv
  for file in in.csv edited.csv; do
    command time -o $file.peak -f %M ta-submit -a ledger --amend $file 2>err
    echo "$file: $(cat $file.peak) KiB"
  done
  grep -q '20000 read, 0 taken, 20000 amended' err
  [ "$(cat in.csv.peak)" -lt 8192 ]
  [ "$(cat edited.csv.peak)" -lt $(($(cat in.csv.peak) + 1024)) ]
}
