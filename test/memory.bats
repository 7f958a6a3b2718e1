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
