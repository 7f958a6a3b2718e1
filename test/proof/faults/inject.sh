#!/usr/bin/env bash
# Every tool with calls that fail, by inject and shim: makes what the scenarios read and runs them all, as many at once
# as there are processors. The last line of output counts.
#
#     inject.sh BUILD FOLDER [OPTIONS OF INJECT]
#
# FOLDER has to be there and empty. TOOLS, where set, is another folder of tools with the shim in them, and
# SCENARIOS another list of scenarios.
set -u -o pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
build=$(cd "$1" && pwd) || exit 2
cd "$2" || exit 2
shift 2
export PATH=$build/bin:$PATH TZ=UTC LC_ALL=C TA_TODAY=2026-11-24 ASAN_OPTIONS=detect_leaks=0
unset TA_POLICY TA_SWITCHES

mkdir -p in start/by
mlr -S --csv head -n 3 "$root/examples/google-forms.csv" >in/form.csv
cp "$root/examples/maps/excel-semicolon.yaml" in/map.yaml
mlr -S --csv --fs ';' head -n 3 "$root/examples/exports/excel-semicolon.csv" >in/semicolon.csv
head -12 "$root/examples/cases.csv" >in/cases.csv
{
  ta-submit -q in/form.csv | ta-validate -q | ta-due -q | ta-prioritize -q | ta-route -q >in/full.csv
  mlr -S --csv cut -f id then put '$status = "on-hold"' in/full.csv >in/staff.csv
  ta-route -q -t yaml in/full.csv >in/full.yaml
  ta-route -q -t jsonl in/full.csv >in/full.jsonl
  { cat in/form.csv; echo 11/2/2026,short; } >in/ragged.csv
  # more than is read and written at once, each second of them without a role
  mlr -S --csv put -q 'for (i = 0; i < 25; i += 1) { emit1 mapsum($*, {"id": $id . "." . i}) }' \
    then put 'if (NR % 2 == 0) { $role = "" }' in/full.csv >in/many.csv
  mlr -S --icsv --ojsonl cat in/many.csv >in/many.jsonl
  ta-validate -q -t yaml in/many.csv >in/many.yaml
  iconv -f utf-8 -t utf-16 in/form.csv >in/wide.csv
  ta-prioritize -q in/full.csv >in/ranked.csv
  # more than there is memory to sort in
  awk 'BEGIN { while (n++ < 5000) facts = facts "long text here, "
    print "id,received,facts,ta_findings,ta_target,ta_due"
    while (i++ < 24) print i ",2026-11-02,\"" facts "\",,2026-11-24,2026-11-" 30 - i }' >in/long.csv
  ta-policy >in/policy.yaml
  sed 's/high_volume: {default: off}/high_volume: {default: off, auto: {open_requests_over: 5}}/' in/policy.yaml >in/busy.yaml
  ta-submit -q -a start/ledger.jsonl in/semicolon.csv -m in/map.yaml
  cp start/ledger.jsonl start/ledger-torn.jsonl
  ta-submit -q -t csv start/ledger.jsonl | mlr -S --csv cut -x -f ta_source,ta_line then put '$facts .= " Now."' >in/edited.csv
  ta-submit -q -a in/line.jsonl -F id=line -F role=attorney
  printf '{"id":"half' >>start/ledger-torn.jsonl
  head -c -1 start/ledger.jsonl >start/ledger-open.jsonl
  ta-submit -q -t csv start/ledger.jsonl | mlr -S --csv cut -o -f id then \
    put '$event = "supplied"; $at = "2026-11-23"; $organization = "An Office"' >in/events.csv
  { cat in/events.csv; echo nobody,answered,2026-11-23,; } >in/events-odd.csv
  cp start/ledger.jsonl start/ledger-events.jsonl
  ta-log -q -a start/ledger-events.jsonl in/events.csv
  cp start/ledger-events.jsonl start/ledger-done.jsonl
  mlr -S --csv head -n 1 then cut -f id then put '$event = "closed"; $at = "2026-11-24"' in/events.csv >in/closed.csv
  ta-log -q -a start/ledger-done.jsonl in/closed.csv
} || exit 2
echo 'the queue of yesterday' | tee start/queue.csv start/rejects.csv >start/by/hotline.csv

# one N OPTIONS...: the scenario N, in a folder of its own. What it said is in N.said.
one() {
  mkdir -p "of.$1/work/by" "of.$1/work/tmp"
  ln -s "$PWD/in" "$PWD/start" "of.$1"
  "$build/faults/inject" -o "$@" "$tools" "of.$1" <"$scenarios" >"$1.said" || echo "$1" >>failed
  rm -rf "of.$1"
}
export -f one
export build tools=${TOOLS:-$build/shim} scenarios=${SCENARIOS:-$root/test/proof/faults/scenarios}

: >failed
seq "$(grep -c '^[^#]' "$scenarios")" | xargs -P "$(nproc)" -I{} bash -c 'one "$@"' _ {} "$@"
find . -maxdepth 1 -name '*.said' | sort -V | xargs cat >said
grep -v '^# [0-9]* injections, ' said
awk '/^# [0-9]+ injections, / { n += $2; wrong += $4 }
  END { printf "# %d injections, %d lied about\n", n, wrong; exit n == 0 }' said && [ ! -s failed ]
