#!/usr/bin/env bats
# Progress: one line that is written over, on a terminal, after two seconds; never in
# a log.

load helper

# terminal COMMAND: what a terminal sees of it, control characters and all.
terminal() {
  script -qec "bash -c '$1'" /dev/null </dev/null
}

# All that takes seconds is done at the same time, and looked at later. `slowly` writes
# records, one in a while, for about three seconds. A program, not a function: script(1)
# starts what $SHELL names, and dash does not hand bash's functions on.
setup_file() {
  quick
  cd "$BATS_FILE_TMPDIR" || return 1
  cat >slowly <<'EOF'
#!/bin/sh
echo id,received,email,role,assistance,facts
for n in 1 2 3 4 5 6; do
  sleep 0.5
  echo "slow-$n,2026-11-02,a@example.org,attorney,case-consultation,why"
done
EOF
  chmod +x slowly
  awk '{ print }
    END { for (i = 0; i < 500000; i++) print "id-" i ",2026-11-02,a@example.org,attorney,case-consultation,why" }' \
    <<<"id,received,email,role,assistance,facts" >long.csv
  {
    for tool in ta-validate ta-due; do
      terminal "./slowly | $tool -o $tool.csv" >"$tool.seen" &
    done
    ./slowly | ta-due -o logged.csv 2>log &
    terminal "./slowly | ta-due -q -o quiet.csv" >quiet.seen &
    terminal "ta-submit -o long.out long.csv & sleep 0.1; kill -STOP \$!; sleep 2.2; kill -CONT \$!; wait" >long.seen &
    wait
  } 3>&-
}

setup() {
  quick
  cd "$BATS_FILE_TMPDIR" || return 1
}

@test "progress: on a terminal, over itself, and gone before the summary" {
  for tool in ta-validate ta-due; do
    seen=$tool.seen
    grep -q "$(printf '\r\033\\[K')$tool: [0-9]* records, [0-9.]* MB/s" "$seen" || { cat -v "$seen"; return 1; }
    tail -n 1 "$seen" | grep -q "$(printf '\r\033\\[K')$tool: 6 read" || { cat -v "$seen"; return 1; }
    [ "$(grep -c records, "$seen")" -eq 1 ]
  done
}

@test "progress: never in a log, nor when quiet, nor when it takes no time" {
  [ "$(wc -l <log)" -eq 1 ]
  run -1 grep -qE "$(printf '\033')|records, " log
  [ "$(wc -l <quiet.csv)" -eq 7 ]
  [ ! -s quiet.seen ]
  terminal "ta-due -o quick.csv $examples/staff-columns.csv" >quick.seen
  run -1 grep -q 'records, ' quick.seen
}

@test "progress: per cent of a file whose size is known" {
  grep -qE "records, [0-9.]+ MB/s, [0-9]+ %" long.seen || { tail -c 300 long.seen | cat -v; return 1; }
}
