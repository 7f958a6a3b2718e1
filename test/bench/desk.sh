#!/usr/bin/env bash
# desk.sh BUILD: what a desk's own files cost. Export and ledger to the day's queue, beside the same records as clean CSV; and one
# event or request more, in ledgers of each number of lines. Each command runs in turn with the others, whole processes. The table
# has medians; the last line counts the aims that are missed. Status 0: none is; 1: some are; 2: not measured.
#
#     DESK_RECORDS  of the export and the ledger           50000
#     DESK_LINES    of the ledgers that get one more       "500 50000 1000000"
#     DESK_ROUNDS   timed runs of each                     7
set -Eeuo pipefail
trap 'exit 2' ERR

build=$(cd "$1" && pwd)
root=$(cd "$(dirname "$0")/../.." && pwd)
export PATH=$build/bin:$PATH TA_TODAY=2026-11-24 TZ=UTC LC_ALL=C MLRRC=__none__
unset TA_POLICY TA_SWITCHES TA_CSV TA_JSON
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
umask 077
records=${DESK_RECORDS:-50000}
lines=${DESK_LINES:-500 50000 1000000}
rounds=${DESK_ROUNDS:-7}

# accepted COMMAND...: status 1 says that some record wants a look, such as what may be a survivor's.
accepted() {
  "$@" || [ $? -eq 1 ]
}

# rest: what stands behind the reading of requests.
rest() {
  accepted ta-validate -q | accepted ta-due -q | accepted ta-prioritize -q | accepted ta-route -q
}

to_queue() {
  case $1 in
  clean) rest <clean.csv ;;
  export) accepted ta-submit -q -m "$root/examples/maps/google-forms.yaml" export.csv | rest ;;
  ledger | events) accepted ta-submit -q -t csv "$1.jsonl" | rest ;;
  esac >"$1.queue" 2>>messages
}

# one_more KIND LINES N: the N-th of its kind.
one_more() {
  case $1 in
  wc) wc -l <"more-$2.jsonl" >/dev/null ;;
  event) ta-log -q -a "more-$2.jsonl" -i "$(cat "id-$2")" --note "call $3" noted ;;
  request) ta-submit -q -a "more-$2.jsonl" -F "id=new-$3" -F received=2026-11-20 -F "email=new-$3@example.org" -F role=attorney \
    -F assistance=case-consultation -F 'facts=May she travel while the application is pending?' ;;
  esac
}

# timed NAME COMMAND...: a line NAME MICROSECONDS in times.
timed() {
  local begin name=$1
  shift
  begin=${EPOCHREALTIME/./}
  "$@"
  echo "$name $((${EPOCHREALTIME/./} - begin))" >>"times"
}

prepare() {
  local n
  "$build/bench/generate" "$records" >clean.csv
  mlr --csv -S --quote-all put -f "$root/test/bench/export.mlr" clean.csv >export.csv
  accepted ta-submit -q --new -a ledger.jsonl clean.csv 2>>messages
  cp ledger.jsonl events.jsonl
  mlr --csv -S cut -f id then put -q 'print $id . ",assigned,2026-11-20,lee"; NR % 2 == 0 { print $id . ",asked,2026-11-23," }' \
    clean.csv | sed '1i id,event,at,assignee' >events.csv
  accepted ta-log -q -a events.jsonl events.csv 2>>messages
  for n in $lines; do
    "$build/bench/generate" "$n" >more.csv
    accepted ta-submit -q --new -a "more-$n.jsonl" more.csv 2>>messages
    # one in the middle, named whole
    sed -n "$((n / 2))s/^{\"id\":\"\([^\"]*\)\".*/\1/p" "more-$n.jsonl" >"id-$n"
    [ "$(wc -l <"more-$n.jsonl")" -eq "$n" ] && [ -s "id-$n" ]
  done
}

# Nothing is timed whose result is not whole.
look() {
  local name
  for name in clean export ledger events; do
    to_queue "$name"
    [ "$(mlr --icsv --ojsonl -S cut -f ta_queue "$name.queue" | wc -l)" -eq "$records" ]
  done
  for n in $lines; do
    one_more event "$n" 0
    one_more request "$n" 0
    [ "$(wc -l <"more-$n.jsonl")" -eq $((n + 2)) ]
  done
}

prepare
look
for ((round = 1; round <= rounds; round++)); do
  for name in clean export ledger events; do timed "$name-$records" to_queue "$name"; done
  for n in $lines; do
    for kind in wc event request; do timed "$kind-$n" one_more "$kind" "$n" "$round"; done
  done
done

trap - ERR # from here on status 1 says that aims are missed
sort -k 1,1 -k 2,2n "times" | awk -v records="$records" -v lines="$lines" '
  { time[$1, ++runs[$1]] = $2 }
  function median(name) { return time[name, int((runs[name] + 1) / 2)] / 1e6 }
  # a row, the ratio to another, and the most that it may be; 0 is no aim
  function row(what, n, name, other, most,   ratio) {
    printf "%-28s %9d %8.3f s", what, n, median(name)
    if (other != "") {
      ratio = median(name) / median(other)
      printf "  %5.2f times %s", ratio, other
    }
    if (most) {
      printf ", wanted %s: %s", most, ratio <= most ? "reached" : "missed"
      missed += ratio > most
    }
    print ""
  }
  END {
    clean = "clean-" records
    row("clean CSV to queue", records, clean)
    row("export to queue", records, "export-" records, clean, 1.6)
    row("ledger to queue", records, "ledger-" records, clean, 2)
    row("ledger and events to queue", records, "events-" records, clean)
    count = split(lines, n, " ")
    for (i = 1; i <= count; i++) {
      row("wc -l", n[i], "wc-" n[i])
      row("one event more", n[i], "event-" n[i], i > 1 ? "event-" n[1] : "", n[i] == 50000 ? 4 : 0)
      row("one request more", n[i], "request-" n[i], i > 1 ? "request-" n[1] : "", n[i] == 50000 ? 4 : 0)
      if (n[i] >= 1000000 && median("event-" n[i]) >= 0.5)
        missed++
    }
    print missed + 0 " aims are missed"
    exit missed > 0
  }'
