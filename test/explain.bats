#!/usr/bin/env bats
# --explain: the evaluation itself, watched. It decides nothing.

load helper

setup_file() {
  quick
  cd "$BATS_FILE_TMPDIR" || return 1
  ta-validate -q "$examples/cases.csv" >valid.csv
  ta-due -q valid.csv >due.csv 2>/dev/null || [ "$?" -eq 1 ]
  ta-prioritize -q due.csv >ranked.csv
}

@test "explain: with and without, every case is decided the same, to the byte" {
  cd "$BATS_FILE_TMPDIR"
  export TA_SWITCHES=high_volume # else no group is asked
  while read -r tool input why; do
    "$tool" -q "$input" >plain 2>/dev/null || [ "$?" -eq 1 ]
    "$tool" -q -e "$input" >explained 2>said || [ "$?" -eq 1 ]
    [ "$(wc -l <said)" -gt 670 ]
    if [ "$why" = - ]; then
      same plain explained
    else
      head -n 1 explained | grep -q ",$why"
      mlr -S --csv cut -x -f "$why" explained >without
      mlr -S --csv cat plain >with
      same with without
    fi
  done <<END
ta-validate $examples/cases.csv -
ta-due valid.csv ta_due_why
ta-prioritize due.csv -
ta-route ranked.csv ta_route_why
END
}

@test "explain: every rule that is tried, in order, up to the one that holds" {
  cd "$BATS_FILE_TMPDIR"
  ta-policy | sed -n '/^routes:/,/^copies:/p' | sed '$d' | grep -oP '^    - \{?id: \K[a-z0-9-]+' >routes
  ta-route -q -e --from csv ranked.csv 2>said >/dev/null
  mlr -S --icsv --onidx cut -f ta_route_rule <(ta-route -q ranked.csv) >rules
  # of each record: the routes said are the first so many of the policy, the last says yes
  awk -F': ' '/: routes: / { print $6, $7 }' said >tried
  awk 'NR == FNR { route[NR] = $1; next }
    { n++; if ($1 != route[n]) { print "expected " route[n] ", not " $1; exit 1 }
      if ($2 ~ /^yes/) { print $1 > "decided"; n = 0 } }' routes tried
  same rules decided
}

@test "explain: the reason names the rule, its condition and what it cites" {
  cd "$BATS_FILE_TMPDIR"
  ta-route -q -e ranked.csv 2>/dev/null | mlr -S --icsv --ojson cut -f ta_route_rule,ta_route_why >whys
  jq '[.[] | . as $r | .ta_route_why | startswith($r.ta_route_rule)] | all and length > 300' <whys >all
  [ "$(cat all)" = true ]
  jq -r '.[].ta_route_why' <whys | grep -qxF \
    'case-consultation: assistance: case-consultation (Case consultations are for troubleshooting or strategizing specific cases.)'
  jq -r '.[].ta_route_why' <whys | grep -qF '(If you are a survivor seeking assistance, we recommend contacting the CAST Hotline at 1-888-539-2373.)'
}

@test "explain: the operators of one line are said once, together" {
  ta-policy | sed 's/when: {ethics_flag: review}/when: {facts: {present: yes, mentions: [x-ray]}}/' >policy.yaml
  printf '%s\n' id,received,email,role,assistance,facts,ta_findings,ta_due \
    '1,2026-11-02,a@example.org,attorney,general-information,an x-ray,,' >one.csv
  run -0 --separate-stderr ta-route -q -p policy.yaml -e one.csv
  # shellcheck disable=SC2154 # set by run
  cites='(We will review these situations on a case-by-case basis)'
  grep -qF "ethics-history: yes: facts: {present: yes, mentions: [x-ray]} $cites" <<<"$stderr"
  [ "$(mlr -S --icsv --onidx cut -f ta_route_why <<<"$output")" = "ethics-history: facts: {present: yes, mentions: [x-ray]} $cites" ]
}

@test "explain: no free text, no address and no name, and values only where they may be shown" {
  printf '%s\n' id,received,name,email,role,assistance,facts,wants_call \
    1,2026-11-02,Canaria,canary@example.org,paralegal,case-consultation,canary-text,maybe >one.csv
  run -0 --separate-stderr ta-validate -e -o out.csv one.csv
  # shellcheck disable=SC2154 # set by run
  for word in canary Canaria canary-text maybe 'it is'; do [[ $stderr != *"$word"* ]]; done
  run -0 --separate-stderr ta-validate -e --show-values -o out.csv one.csv
  [[ $stderr == *"checks: wants_call-invalid: yes: wants_call: {valid: no}, it is maybe"* ]]
  for word in canary Canaria; do [[ $stderr != *"$word"* ]]; done
}

@test "explain: facts too, with -v, each once a record" {
  printf '%s\n' id,received,email,role,assistance,facts \
    1,2026-11-02,a@example.org,paralegal,case-consultation,why >one.csv
  ta-validate -v -e one.csv 2>said >/dev/null
  grep -q 'facts: supervised: yes: role: \[' said
  [ "$(grep -c ': facts: survivor: ' said)" -eq 1 ]
  ta-validate -e one.csv 2>said >/dev/null
  run -1 grep -q ': facts: ' said
}

@test "explain: the days of ta-due, one by one, as the closed form has them" {
  printf '%s\n' id,received,email,role,assistance,facts,deadline,deadline_kind,holds \
    1,2026-11-09,a@example.org,attorney,case-consultation,why,2026-11-29,court,2026-11-17/2026-11-18 >one.csv
  run -0 --separate-stderr ta-due -e -o out.csv one.csv
  for line in '2026-11-09 monday: received' '2026-11-11 wednesday: closed, Veterans Day' \
    '2026-11-14 saturday: closed, weekend' '2026-11-17 tuesday: on hold' \
    '2026-11-26 thursday: closed, Thanksgiving Day' '2026-12-04 friday: business day 15, the target' \
    '2026-11-29 sunday: the deadline' '2026-11-25 wednesday: 2 before it' \
    '2026-11-25 wednesday: work by, because of the deadline and its margin'; do
    [[ $stderr == *"one.csv:2: row 2: id 1: $line"* ]] || { echo "$line"; return 1; }
  done
  # and of one day alone
  run -0 --separate-stderr ta-due -e --received 2026-11-20
  [ "$output" = 2026-12-14 ]
  [[ $stderr == *"ta-due: 2026-11-26 thursday: closed, Thanksgiving Day"*"2026-12-14 monday: business day 15, the target"* ]]
  # for every case: the day that is called the target is the target, and is number 15
  cd "$BATS_FILE_TMPDIR"
  ta-due -q -e valid.csv >explained.csv 2>said || [ "$?" -eq 1 ]
  sed -n 's/.* \([0-9-]*\) [a-z]*: business day 15, the target$/\1/p' said >days
  mlr -S --icsv --onidx filter '$ta_target != ""' then cut -f ta_target explained.csv >targets
  [ "$(wc -l <targets)" -gt 250 ]
  same targets days
}

# one NAME: what the tools say of one case of the table, -e and all.
one() {
  mlr -S --csv filter '$case == "'"$1"'"' "$examples/cases.csv" >case.csv
  ta-validate -e case.csv >valid.csv
  ta-due -e valid.csv >due.csv
  ta-prioritize -e due.csv >ranked.csv
  ta-route -e ranked.csv >routed.csv
}

@test "explain: what is said of ten cases, to the word" {
  local n=0
  for golden in "$data"/explain/*.txt; do
    name=$(basename "$golden" .txt)
    TA_SWITCHES=$(sed -n 's/^# switches: //p' "$golden") one "$name" 2>said || true
    same <(grep -v '^#' "$golden") said || { echo "$name"; return 1; }
    n=$((n + 1))
  done
  [ "$n" -eq 10 ]
}

# remedies NAME: the lines on what would change the outcome of a case.
remedies() {
  one "$1" 2>&1 | sed -n 's/^ta-route: .*: what would change it: //p'
}

@test "explain: what would change the outcome, the smallest sets only, in policy order" {
  remedies rfe-part-1-missing >got
  same got - <<<'pass t-visas-part-1 → accept, document-review'
  remedies rfe-no-course >got
  same got - \
    <<<'pass human-trafficking-defined and pass t-visas-part-1 → accept, document-review'
  remedies supervisor-is-requester >got
  same got - <<<'give supervisor_email → accept, case-consultation'
  remedies supervisor-role-unfit >got
  same got - \
    <<<'choose supervisor_role → accept, case-consultation'
  # what is no answer is to be corrected, by a right one or by none
  header=id,received,email,role,assistance,topics,facts,ovc_grantee,attachments
  for row in 'immigration,why,maybe,' 'immigration,why,,zzz' 'zzz,why,maybe,'; do
    printf '%s\n' "$header" "1,2026-11-23,a@example.org,attorney,case-consultation,$row" | ta-validate -q | ta-due -q |
      ta-prioritize -q | ta-route -q -e 2>&1 >/dev/null | sed -n 's/.*: what would change it: //p'
  done >got
  same - got <<'LINES'
correct ovc_grantee → accept, case-consultation
correct attachments → accept, case-consultation
correct ovc_grantee and correct topics → accept, case-consultation
LINES
  # a write-in is nothing to advise, and what is many things is not nothing
  remedies emp-nothing-attached >got
  run -1 grep -q other got
  printf '%s\n' "$header,document" '1,2026-11-23,a@example.org,attorney,document-review,t-visa,why,,,t-visa-rfe' |
    ta-validate -q | ta-due -q | ta-prioritize -q | ta-route -q -e 2>&1 >/dev/null |
    grep -qF 'what would change it: more than one answer or two; ta_findings has what is asked'
  # only what is held lacks something
  for name in survivor-role survivor-own-case other-immigration-reviewed emp-accepted-without-courses call-no-question; do
    remedies "$name" >got
    [ ! -s got ]
  done
}

@test "explain: a work-by date that the margin would put before receipt says so" {
  printf '%s\n' id,received,email,role,assistance,facts,deadline,deadline_kind \
    1,2026-11-22,a@example.org,attorney,case-consultation,why,2026-11-24,court >near.csv
  ta-due -e near.csv 2>&1 >/dev/null | grep -qF ': 2026-11-22 sunday: work by, the day of receipt, since it is never before that'
}

@test "explain: each remedy, carried out, leads where it says" {
  cd "$BATS_FILE_TMPDIR"
  ta-route -q -e ranked.csv 2>said >routed.csv
  # one step, one value: the input row with that answer, through the pipe again
  sed -nE 's/^ta-route: ranked.csv:([0-9]+): row ([0-9]+): id [^ ]+: what would change it: ([a-z]+) ([a-z0-9-]+|[a-z_]+ ?[a-z-]*) → ([a-z]+), ([a-z-]+)$/\2 \3 \5 \6 \4/p' said >steps
  [ "$(wc -l <steps)" -gt 80 ]
  mlr -S --icsv --ojsonl cat ranked.csv >ranked.jsonl
  # a choice is the requester's
  sed -i '/^[0-9]* choose /d' steps
  while read -r row verb outcome queue field value; do
    case $verb in
      pass) value=$field field=courses_passed ;;
      attach) value=$field field=attachments ;;
    esac
    [ "$verb" = correct ] || [ -n "$value" ] || case $field in
      deadline) value=$TA_TODAY ;;
      *email) value=given@example.org ;;
      *) value=given ;;
    esac
    printf '%s\t' "$((row - 2))" "$verb" "$outcome" "$queue" "$field"
    echo "$value"
  done <steps >changes
  jq -cR --slurpfile ranked ranked.jsonl 'split("\t") as [$row, $verb, $outcome, $queue, $f, $v] |
    $ranked[$row | tonumber] |
    .[$f] = if ($verb == "pass" or $verb == "attach") and .[$f] != "" then .[$f] + ";" + $v else $v end
    | with_entries(select(.key | startswith("ta_") or startswith("expect_") | not))
    | .expect_outcome = $outcome | .expect_queue = $queue | .case = "row"' changes >changed.jsonl
  same <(wc -l <steps) <(wc -l <changed.jsonl)
  mlr -S --ijsonl --ocsv unsparsify changed.jsonl >changed.csv
  run -0 --separate-stderr ta-policy --test changed.csv
  [[ $stderr == *" 0 differ"* ]]
}
