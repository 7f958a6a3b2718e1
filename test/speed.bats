#!/usr/bin/env bats
# What can be promised on any machine: a start that costs next to nothing, and the
# same memory whatever the length. `make bench` measures the rest.

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

# least COMMAND...: the milliseconds of processor time that it takes at best
least() {
  perl -e 'for (1 .. 30) {
    ($u, $s) = (times)[2, 3];
    for (1 .. 10) { system("@ARGV >/dev/null 2>&1") == 0 or die }
    ($v, $t) = (times)[2, 3];
    $spent = ($v + $t - $u - $s) * 100;
    $least = $spent if !defined $least || $spent < $least;
  }
  printf "%.2f\n", $least' -- "$@"
}

@test "start-up: one record costs at most twice true and 2 ms" {
  records 1 >in.csv
  ta-validate -q in.csv >valid.csv
  ta-due -q in.csv >due.csv
  true=$(least exec /bin/true)
  for run in "ta-validate -q in.csv" "ta-due -q in.csv" "ta-route -q valid.csv" \
    "ta-prioritize -q due.csv"; do
    spent=$(least "exec $run")
    echo "$run: $spent ms, true: $true ms"
    # a build for a sanitizer starts far more slowly
    nm "$(command -v ta-due)" | grep -q __asan_init && continue
    awk "BEGIN { exit !($spent <= 2 * $true + 2) }"
  done
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
