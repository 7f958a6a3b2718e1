#!/usr/bin/env bats
# Triples: a case is files. NAME.args is the command line, NAME.in what it reads,
# NAME.out and NAME.err what it says, to the byte; NAME.status its status, where
# that is not 0. A new case is only files.

load helper
export examples

# check NAME: names what differs.
check() {
  local base=$data/triples/$1 status=0 wanted=0 input=/dev/null
  [ -e "$base.in" ] && input=$base.in
  [ -e "$base.status" ] && wanted=$(cat "$base.status")
  bash -c "$(cat "$base.args")" <"$input" >out 2>err || status=$?
  [ "$status" -eq "$wanted" ] || { echo "$1: status $status, not $wanted"; cat err; return 1; }
  same "$base.out" out || { echo "$1: stdout differs"; return 1; }
  same "$base.err" err || { echo "$1: stderr differs"; return 1; }
}

# group PREFIX: every case of one tool.
group() {
  local failed=0 n=0 args
  for args in "$data/triples/$1"-*.args; do
    n=$((n + 1))
    check "$(basename "$args" .args)" || failed=$((failed + 1))
  done
  echo "$n cases, $failed failed"
  [ "$n" -gt 0 ] && [ "$failed" -eq 0 ]
}

@test "triples: ta-submit" { group submit; }
@test "triples: an export of each form product, by its map" { group map; }
@test "triples: ta-validate" { group validate; }
@test "triples: ta-due" { group due; }
@test "triples: ta-map" { group draft; }
@test "triples: ta-prioritize" { group prioritize; }
@test "triples: ta-route" { group route; }
@test "triples: options of all tools" { group usage && group policy; }
