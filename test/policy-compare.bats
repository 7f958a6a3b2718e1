#!/usr/bin/env bats
# ta-policy --compare: what another policy would change of the same records,
# against a comparison of two runs of the tools.

# shellcheck disable=SC2154 # stderr is set by run

load helper

# decided POLICY FILE: the records as the whole pipe leaves them, by that policy.
decided() {
  TA_POLICY=$1 ta-validate -q "$2" >validated.csv
  TA_POLICY=$1 ta-due -q validated.csv >dated.csv 2>/dev/null || [ "$?" -eq 1 ]
  TA_POLICY=$1 ta-prioritize -q dated.csv | TA_POLICY=$1 ta-route -q | mlr -S --csv sort -f id
}

# differences FILE: of the records in it, by the policies old.yaml and new.yaml and
# without the tool: id, what changes, and both sides of findings, outcome, queue,
# target, due and place.
differences() {
  decided old.yaml "$1" | mlr -S --icsv --ojson cat >old.json
  decided new.yaml "$1" | mlr -S --icsv --ojson cat >new.json
  jq -r -n --slurpfile old old.json --slurpfile new new.json '
    def sides: ["findings", "outcome", "queue", "target", "due", "rank"];
    [$old[0], $new[0]] | transpose[] | . as [$a, $b] |
    [sides[] | select($a["ta_" + .] != $b["ta_" + .])] | select(length > 0) |
    [$a.id, (map(if . == "rank" then "place" else . end) | join(";"))] +
    [sides[] | $a["ta_" + .], $b["ta_" + .]] | join(",")' | LC_ALL=C sort
}

# compared FILE: the same columns, by the tool.
compared() {
  ta-policy -q -p old.yaml --all --compare new.yaml "$1" |
    mlr -S --icsv --ocsv --headerless-csv-output cut -o -f \
      id,changed,old_findings,new_findings,old_outcome,new_outcome,old_queue,new_queue,old_target,new_target,old_due,new_due,old_place,new_place |
    LC_ALL=C sort
}

setup() {
  quick
  cd "$BATS_TEST_TMPDIR" || return 1
  ta-policy >old.yaml
  sed 's/^  target: 15 business days/  target: 10 business days/; s/^edition: .*/edition: 2027-01-01/' old.yaml >ten.yaml
  # the case's own columns are no part of a record
  mlr -S --csv cut -x -r -f '^expect_' then cut -x -f case,cites "$examples/cases.csv" >requests.csv
}

@test "compare: ten business days for fifteen lists exactly the records whose target moves" {
  ta-due -q requests.csv >a.csv 2>/dev/null || [ "$?" -eq 1 ]
  ta-due -q -p ten.yaml requests.csv >b.csv 2>/dev/null || [ "$?" -eq 1 ]
  # with all; and without the finished ones
  paste -d, <(column id a.csv) <(mlr -S --icsv --onidx cut -f ta_target a.csv) \
    <(mlr -S --icsv --onidx cut -f ta_target b.csv) <(mlr -S --icsv --onidx cut -f ta_due_status a.csv) |
    awk -F, '$2 != $3 { print $1 "," $4 }' >moved
  [ "$(wc -l <moved)" -gt 200 ]
  ta-policy -q --all --compare ten.yaml requests.csv | column id | same <(cut -d, -f1 moved) -
  grep -q ,finished moved
  ta-policy -q --compare ten.yaml requests.csv | column id | same <(grep -v ,finished moved | cut -d, -f1) -
  # every one of them is there for its target
  run ! grep -v target <(ta-policy -q --compare ten.yaml requests.csv | column changed)
}

@test "compare: the same as two runs of all tools, for changes of each kind" {
  local edit n=0
  while IFS= read -r edit; do
    sed "$edit" old.yaml >new.yaml
    differences requests.csv >wanted
    [ -s wanted ] || { echo "$edit changes nothing"; return 1; }
    compared requests.csv | same wanted - || { echo "$edit"; return 1; }
    n=$((n + 1))
  done <<'END'
s/^  target: 15 business days/  target: 10 business days/
s/margin: 2 business days/margin: 4 business days/
s/^  closures: \[\]/  closures: [2026-12-01]/
s/queue: emp-review/queue: worksheets/
/- id: course-t-visas-part-1/,/- id: courses-urgent/s/severity: hold/severity: note/
/- id: draft-missing/,/^      draft\.$/d
s/^  ahead: .*/  ahead: [finished]/
/- id: client-referral$/,/outcome/s/outcome: redirect/outcome: review/
END
  [ "$n" -eq 8 ]
}

@test "compare: the same in high volume, where groups make the place" {
  export TA_SWITCHES=high_volume
  sed '/{id: ovc-grantee/d' old.yaml >new.yaml
  differences requests.csv >wanted
  [ -s wanted ]
  compared requests.csv | same wanted -
  run -0 ta-policy -q --compare new.yaml requests.csv
  [ "$(mlr --icsv --onidx filter '$old_groups =~ "ovc-grantee"' then nothing <<<"$output" | wc -l)" -eq 0 ]
  [ "$(mlr --icsv --onidx filter '$new_groups =~ "ovc-grantee"' <<<"$output" | wc -l)" -eq 0 ]
  [ "$(mlr --icsv --onidx filter '$old_groups =~ "ovc-grantee"' <<<"$output" | wc -l)" -gt 0 ]
}

@test "compare: a policy with itself changes nothing" {
  run -0 --separate-stderr ta-policy --compare old.yaml requests.csv
  [ "${#lines[@]}" -eq 1 ]
  [[ $stderr == "ta-policy: "*" read, "*" finished and left out, 0 changed" ]]
}

@test "compare: the row and the summary of one request" {
  printf '%s\n' id,received,email,role,assistance,facts,ta_policy,status \
    'a,2026-11-02,a@example.org,attorney,case-consultation,why,individual-ta 2025-01-01,' \
    'b,2026-11-03,b@example.org,survivor,,,individual-ta 2026-11-24,' \
    c,2026-11-03,c@example.org,attorney,case-consultation,why,,closed >in.csv
  run -0 --separate-stderr ta-policy --compare ten.yaml in.csv
  [ "${lines[1]}" = "1,a,individual-ta 2025-01-01,target;due,question-short,question-short,accept,accept,case-consultation,case-consultation,case-consultation,case-consultation,2026-11-24,2026-11-17,2026-11-24,2026-11-17,,,standard,standard,2,2,," ]
  [ "${#lines[@]}" -eq 2 ]
  [ "$stderr" = "ta-policy: 3 read, 1 finished and left out, 1 decided by another edition, 1 changed: 1 target, 1 due" ]
  # in any format, from standard input
  ta-validate -q -t jsonl in.csv | ta-policy -q --compare ten.yaml | same - <(printf '%s\n' "${lines[@]}")
  run -0 --separate-stderr ta-policy --all --compare ten.yaml in.csv
  [ "${#lines[@]}" -eq 3 ]
  [[ ${lines[2]} == 3,c,* ]]
}

@test "compare: both rules of a decision are named" {
  sed '/- id: out-of-scope/,/by the TA request form\.$/d' old.yaml >new.yaml
  printf '%s\n' id,received,email,role,assistance,asks_for \
    a,2026-11-02,a@example.org,attorney,case-consultation,mentor >in.csv
  run -0 ta-policy -q --compare new.yaml in.csv
  mlr --icsv --oxtab cut -f changed,old_route_rule,new_route_rule,old_due_rule,new_due_rule <<<"$output" |
    tr -s ' ' | same - <(printf '%s\n' "changed findings;outcome;queue;target;due" \
      "old_route_rule out-of-scope" "new_route_rule awaiting-requester" "old_due_rule no-date" "new_due_rule standard")
}

@test "compare: no answer of a requester is in it" {
  sed 's/^  target: 15/  target: 3/; s/severity: hold/severity: note/' old.yaml >new.yaml
  mlr -S --csv put '$name = "canary"; $assignee = "canary"; $facts .= " canary"; $supervisor_name .= "canary"' requests.csv >in.csv
  ta-policy --all --compare new.yaml in.csv >out.csv 2>err
  [ "$(wc -l <out.csv)" -gt 100 ]
  run ! grep -iE 'canary|example\.org|@' out.csv err
}

@test "compare: a field that only the other policy has is read from the same records" {
  sed '/^  - {name: state,/i\  - {name: county, type: choice, values: [marin, sonoma]}' old.yaml |
    sed '/^  early:/a\    - {id: marin, when: {county: marin}, outcome: review, queue: marin}' >new.yaml
  printf '%s\n' id,received,email,role,assistance,facts,county \
    a,2026-11-02,a@example.org,attorney,case-consultation,why,Marin \
    b,2026-11-02,b@example.org,attorney,case-consultation,why,Sonoma >in.csv
  run -0 ta-policy -q --compare new.yaml in.csv
  [ "$(column id <<<"$output")" = a ]
  [ "$(column new_queue <<<"$output")" = marin ]
}

@test "compare: the other policies, with a number changed" {
  for policy in "$examples"/policies/*.yaml; do
    cp "$policy" old.yaml
    sed 's/within: 5 business days/within: 4 business days/; s/target: 5 business days/target: 4 business days/' "$policy" >new.yaml
    TA_POLICY=$policy ta-submit -q "${policy%.yaml}.csv" >in.csv
    differences in.csv >wanted
    [ -s wanted ]
    compared in.csv | same wanted -
  done
}

@test "compare: a target of hours moves by its time alone" {
  sed 's/within: 4 hours/within: 3 hours/' "$examples/policies/software-support.yaml" >new.yaml
  mlr -S --csv filter '$case == "four-hours-with-nothing-but-the-call"' \
    then cut -x -r -f '^expect_' "$examples/policies/software-support-cases.csv" >in.csv
  run -0 ta-policy -q -p "$examples/policies/software-support.yaml" --compare new.yaml in.csv
  mlr --icsv --onidx --ofs ' ' cut -o -f changed,old_due_time,new_due_time <<<"$output" |
    same - <(echo due_time 2026-11-24T13:40:00+00:00 2026-11-24T12:40:00+00:00)
}

@test "compare: a policy, a file and a header that are refused" {
  sed 's/severity: note/severity: nota/' old.yaml >bad.yaml
  run -2 --separate-stderr ta-policy --compare bad.yaml requests.csv
  [[ $stderr == "ta-policy: bad.yaml:"*"did you mean 'note'"* ]]
  [ -z "$output" ]
  run -2 ta-policy --compare ten.yaml no-such-file.csv
  printf '%s\n' id,role,role a,attorney,attorney >in.csv
  run -2 --separate-stderr ta-policy --compare ten.yaml in.csv
  [[ $stderr == *"there are two columns 'role'"* ]]
  run -2 ta-policy --all
  sed '/^switches:/,/^$/d; /switch: high_volume/d' old.yaml >new.yaml
  run -2 --separate-stderr ta-policy -s high_volume --compare new.yaml requests.csv
  [[ $stderr == *"'high_volume' is not a switch of the policy"* ]]
}
