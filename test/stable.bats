#!/usr/bin/env bats
# Files that 0.1.0 has written are read, or refused with the list of what to do.

load helper

# shellcheck disable=SC2154 # helper has it
old=$data/0.1.0

setup() {
  cd "$BATS_TEST_TMPDIR" || return 1
}

@test "a ledger that 0.1.0 has written is read, verified, and goes on as a desk" {
  mlr -S --csv head -n 4 "$examples/google-forms.csv" >form.csv
  cp "$old/ledger.jsonl" desk.jsonl
  chmod 600 desk.jsonl
  go ta-log --verify desk.jsonl
  ended 0
  says 'ta-log: 4 read, 4 intact'
  go ta-submit -a desk.jsonl form.csv
  says 'ta-submit: 4 read, 0 taken, 4 already there.*'
  same "$old/ledger.jsonl" desk.jsonl
  # the records are those that the form makes today
  diff <(ta-submit -q -t jsonl desk.jsonl | jq -cS 'del(.ta_source, .ta_line)') \
    <(ta-submit -q -t jsonl form.csv | jq -cS 'del(.ta_source, .ta_line)')
  id=$(jq -r .id desk.jsonl | head -n 1)
  ta-log -q -a desk.jsonl -i "$id" --at 2026-11-20 answered
  mlr -S --csv put 'NR == 2 { ${Facts and Questions} .= " And more." }' form.csv >edited.csv
  cmp -s form.csv edited.csv && return 1
  go ta-submit -a desk.jsonl --amend edited.csv
  ended 0
  says 'ta-submit: 4 read, 0 taken, 3 already there, 1 amended.*'
  [ "$(wc -l <desk.jsonl)" -eq 6 ]
  cmp <(head -n 4 desk.jsonl) "$old/ledger.jsonl"
  ta-submit -q -t jsonl desk.jsonl | jq -e -s --arg id "$id" 'map(select(.id == $id))[0].answered == "2026-11-20"'
}

@test "a queue of 0.1.0 is records of today: what its tools have written is written anew" {
  mlr --csv cut -x -r -f '^ta_(valid|findings|target|due|due_rule|days_left|due_status|rank|groups|outcome|queue|route_rule|cc|refer|call|policy)$' \
    "$old/queue.csv" >records.csv
  cmp -s records.csv "$old/queue.csv" && return 1
  for file in "$old/queue.csv" records.csv; do
    quietly ta-history -q "$file" | quietly ta-validate -q | quietly ta-due -q | quietly ta-prioritize -q | quietly ta-route -q |
      mlr --icsv --ojson cat | jq -cS '.[]' >"$(basename "$file").json"
  done
  [ "$(wc -l <queue.csv.json)" -eq 70 ]
  same records.csv.json queue.csv.json
  # the ids are those of today's intake
  quietly ta-submit -q "$examples/google-forms.csv" | column id | sort >ids
  column id "$old/queue.csv" | sort | same - ids
}

@test "a queue of 0.1.0 with a column of events is a sheet" {
  quietly ta-submit -q -a desk.jsonl "$examples/google-forms.csv"
  mlr --csv put '$event = $ta_queue == "case-consultation" ? "answered" : ""; $at = $event == "" ? "" : "2026-11-23"' \
    "$old/queue.csv" >sheet.csv
  go ta-log -a desk.jsonl sheet.csv
  ended 0
  says 'ta-log: 70 read, 16 added; rows without an event: 54'
}

@test "rejects of 0.1.0 are read: what was mended is taken, the rest is said again" {
  go ta-submit -o taken.csv -r rejects.csv "$old/rejects.csv"
  [ "$rc" -eq 1 ]
  says '.*: row 3: it was no record when it was rejected; correct it, then empty ta_rule .*' 'ta-submit: 2 read, 1 taken, 1 rejected'
  column id taken.csv | same - <(echo R1)
}

@test "a map of 0.1.0 makes the same records" {
  for map in "$old/map.yaml" "$examples/maps/google-forms.yaml"; do
    quietly ta-submit -q -m "$map" "$examples/google-forms.csv" >"$(basename "$map").csv"
  done
  [ "$(column id map.yaml.csv | grep -c .)" -eq 70 ]
  same map.yaml.csv google-forms.yaml.csv
}

@test "a policy of 0.1.0 is refused with the list of what to rename, and is good when that is done" {
  for tool in ta-validate ta-due ta-prioritize ta-route ta-history ta-report; do
    go "$tool" -p "$old/policy.yaml" "$old/queue.csv"
    refused "$tool" ".*policy.yaml:8:10: a policy of version 1; for version 2, rename: .*"
  done
  go ta-policy --check "$old/policy.yaml"
  refused ta-policy ".*policy.yaml:8:10: a policy of version 1; for version 2, rename: .*"
  sed -E "s/^version: 1/version: 2/; s/\\<missing:/if_blank:/; s/\\<invalid:/if_invalid:/; s/\\<lacks_any:/lacks:/; s/\\<on_when:/auto:/
    s/^routes:/&\n early:/; s/^  - id: awaiting-requester/ then:\n&/" "$old/policy.yaml" >renamed.yaml
  go ta-policy --check renamed.yaml
  [ "$rc" -eq 0 ]
  quietly ta-submit -q -p renamed.yaml "$examples/google-forms.csv" | quietly ta-validate -q -p renamed.yaml |
    quietly ta-due -q -p renamed.yaml | quietly ta-prioritize -q -p renamed.yaml | quietly ta-route -q -p renamed.yaml >renamed.csv
  mlr --icsv --ojson cut -o -f id,ta_outcome,ta_queue,ta_route_rule then sort -f id renamed.csv >renamed.json
  mlr --icsv --ojson cut -o -f id,ta_outcome,ta_queue,ta_route_rule then sort -f id "$old/queue.csv" | same - renamed.json
}

@test "a policy of a version to come is refused by its version, whatever else it has" {
  ta-policy | sed 's/^version: 2/version: 3/; s/^fields:/answers:/' >next.yaml
  go ta-policy --check next.yaml
  refused ta-policy "next.yaml:[0-9]*:[0-9]*: .*version.*"
}

# From 1.0.0 on

@test "no option of 1.0.0 is gone, nor has it another letter" {
  for tool in "$TA_BUILD"/bin/ta-*; do
    "$tool" --help | sed -nE "s/^  (-.), (--[a-z-]+).*/${tool##*/} \1 \2/p; s/^      (--[a-z-]+).*/${tool##*/} \1/p"
  done | sort >now
  [ "$(wc -l <"$data/1.0.0/options")" -gt 200 ]
  comm -23 <(sort "$data/1.0.0/options") now | same - /dev/null
}

# columns TOOL FILE: the tools' columns that it adds to a record.
columns() {
  comm -13 <(head -n 1 "$2" | tr , '\n' | grep '^ta_' | sort) <(quietly "$1" -q "$2" | head -n 1 | tr , '\n' | grep '^ta_' | sort) |
    sed "s/^/$1 /"
}

@test "no column of 1.0.0 is gone from the tool that writes it" {
  quietly ta-submit -q -a desk.jsonl "$examples/google-forms.csv"
  quietly ta-submit -q -t csv -s high_volume desk.jsonl >in.csv
  head -n 1 in.csv | tr , '\n' | sed -n 's/^ta_/ta-submit &/p' >now
  for tool in ta-history ta-validate ta-due ta-prioritize ta-route ta-reply; do
    columns "$tool" in.csv >>now
    quietly "$tool" -q in.csv >out.csv
    mv out.csv in.csv
  done
  ta-log -q -a desk.jsonl -i "$(column id in.csv | head -n 1)" noted
  ta-log -q -t csv desk.jsonl | head -n 1 | tr , '\n' | sed 's/^/ta-log /' >>now
  quietly ta-submit -q -o /dev/null -r rejects.csv "$old/rejects.csv"
  head -n 1 rejects.csv | tr , '\n' | sed -n 's/^ta_/ta-submit &/p' >>now
  [ "$(wc -l <"$data/1.0.0/columns")" -gt 30 ]
  comm -23 "$data/1.0.0/columns" <(sort -u now) | same - /dev/null
}
