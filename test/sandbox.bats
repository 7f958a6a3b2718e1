#!/usr/bin/env bats
# What a tool may do with files once it has started; what that keeps it from is in
# test/unit/test-sandbox.c. The other tests show what it does not.

load helper

tools='ta-submit ta-log ta-map ta-history ta-validate ta-due ta-prioritize ta-route ta-reply ta-report ta-policy'

# held TOOL ARGUMENT...: starts it, and opens the FIFO that is among its arguments,
# so that it waits for a record.
held() {
  mkfifo fifo
  "$@" >out 2>err &
  pid=$!
  exec 7>fifo
  for _ in $(seq 100); do
    [ "$(readlink "/proc/$pid/fd/"* | grep -c '/fifo$')" -gt 0 ] && return
    sleep 0.05
  done
  return 1
}

setup() {
  quick
  cd "$BATS_TEST_TMPDIR" || return 1
  unset TA_SANDBOX
  export ASAN_OPTIONS=detect_leaks=0
  printf 'id,received,role,ta_due,ta_findings,ta_target,ta_outcome,ta_route_rule,ta_cc,ta_refer,ta_call\n1,2026-11-02,attorney,,,,,,,,\n' >in.csv
}

@test "sandbox: every tool has shut itself in by the time it reads" {
  [ -r /proc/self/status ] || return 0
  for tool in $tools; do
    options=-q
    [ "$tool" = ta-policy ] && options="-q --test"
    # shellcheck disable=SC2086 # two words
    held "$tool" $options fifo
    grep -q '^NoNewPrivs:[[:space:]]*1$' "/proc/$pid/status" || { echo "$tool"; return 1; }
    cat in.csv >&7
    exec 7>&-
    wait "$pid" || [ "$?" -lt 3 ]
    rm fifo
  done
}

@test "sandbox: ta-forget, too, by the time it waits for the lock" {
  [ -r /proc/self/status ] || return 0
  cp "$examples/desk/desk.jsonl" desk.jsonl
  chmod 600 desk.jsonl
  exec 7<desk.jsonl
  flock 7
  ta-forget -q desk.jsonl 7<&- &
  forget=$!
  for _ in $(seq 100); do
    [ "$(readlink "/proc/$forget/fd/"* | grep -c '/desk.jsonl$')" -eq 0 ] || break
    sleep 0.05
  done
  grep -q '^NoNewPrivs:[[:space:]]*1$' "/proc/$forget/status"
  flock -u 7
  wait "$forget"
}

@test "sandbox: a file that is replaced before it is its turn is read" {
  cp in.csv two.csv
  held ta-validate -q fifo two.csv
  sed 's/^1,/new,/' in.csv >part
  mv part two.csv
  cat in.csv >&7
  exec 7>&-
  wait "$pid"
  grep -q '^new,' out
}

@test "sandbox: zones and encodings are read when they are asked for" {
  printf 'version: 1\ntimezone: Asia/Tokyo\ndates: mdy\ncolumns:\n  T: received\n' >map.yaml
  printf 'T,email,role,assistance,facts\n11/24/2026 08:00:00,a@example.org,attorney,General Info,\x83A\n' >sjis.csv
  ta-submit -q -m map.yaml --encoding SHIFT_JIS sjis.csv >out
  grep -q '^2026-11-23T15:00:00-08:00,.*,ア,' out
}

@test "sandbox: files in other folders, by links too, are read and written" {
  mkdir a b c
  cp in.csv a/in.csv
  ln -s ../a/in.csv b/link.csv
  touch c/old.csv
  ln -s ../c/old.csv b/out.csv
  ta-validate -q -o b/out.csv b/link.csv
  ta-validate -q -o c/new.csv <b/link.csv
  [ -L b/out.csv ]
  same c/old.csv c/new.csv
}

@test "sandbox: TA_SANDBOX=off leaves it out, and changes nothing else" {
  ta-validate -q in.csv >one
  TA_SANDBOX=off ta-validate -q in.csv >two
  same one two
  export TA_SANDBOX=off
  held ta-validate -q fifo
  if grep -q '^NoNewPrivs:[[:space:]]*1$' "/proc/$pid/status"; then return 1; fi
  cat in.csv >&7
  exec 7>&-
  wait "$pid"
}
