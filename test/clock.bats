#!/usr/bin/env bats
# The clock of a request over weeks: what pauses it, what ends it, and how an answer is measured.

load helper

# request ID RECEIVED: a line of a ledger; event ID KIND AT: another.
request() {
  printf '{"id":"%s","received":"%s","email":"ana@example.org","role":"paralegal","assistance":"case-consultation","facts":"May she work?"}\n' "$1" "$2"
}

event() {
  printf '{"id":"%s","ta_event":"%s","at":"%s"}\n' "$1" "$2" "$3"
}

# due DAY COLUMN...: of the request in desk.jsonl, as of that day, apart by blanks; a dash for a blank.
due() {
  local day=$1 names
  shift
  names=$(IFS=,; echo "$*")
  ta-submit -q -d "$day" -t csv desk.jsonl | ta-due -q -d "$day" |
    mlr -S --icsv --onidx --ofs ' ' cut -o -f "$names" then put 'for (k, v in $*) { if (v == "") { $[k] = "-" } }'
}

# counted FROM TO [HELD...]: the business days after FROM up to TO that are not held, by the C library's calendar.
# shellcheck disable=SC2317 # called below
counted() {
  local day=$1 last=$2 n=0
  shift 2
  while [[ $day < $last ]]; do
    day=$(date -u -d "$day + 1 day" +%F)
    [[ $(date -u -d "$day" +%u) -gt 5 || " 2026-11-11 2026-11-26 2026-12-25 $* " == *" $day "* ]] || n=$((n + 1))
  done
  echo $n
}

@test "an answer is measured in business days outside holds, and against the target" {
  { request R17 2026-11-02; event R17 asked 2026-11-04; event R17 supplied 2026-11-09; event R17 answered 2026-11-18; } >desk.jsonl
  held='2026-11-04 2026-11-05 2026-11-06 2026-11-09'
  # shellcheck disable=SC2086 # several days
  [ "$(counted 2026-11-02 2026-11-18 $held) $(counted 2026-11-02 2026-12-01 $held)" = '7 15' ]
  [ "$(due 2026-11-17 ta_days_taken ta_in_target ta_target ta_due_status)" = '- - 2026-12-01 on-track' ]
  [ "$(due 2026-11-18 ta_days_taken ta_in_target ta_target ta_due_status)" = '7 yes 2026-12-01 finished' ]
  [ "$(due 2027-02-01 ta_days_taken ta_in_target ta_target ta_due_status)" = '7 yes 2026-12-01 finished' ]
}

@test "opened again after its answer a request is open, and the measures of that answer stay" {
  { request R17 2026-11-02; event R17 asked 2026-11-04; event R17 supplied 2026-11-09; event R17 answered 2026-11-18
    event R17 reopened 2026-11-30; } >desk.jsonl
  [ "$(counted 2026-11-30 2026-12-21)" -eq 15 ]
  [ "$(due 2026-11-29 ta_days_taken ta_in_target ta_due_status)" = '7 yes finished' ]
  [ "$(due 2026-11-30 ta_days_taken ta_in_target ta_due_status ta_target)" = '7 yes on-track 2026-12-21' ]
  # a later question, and a second answer
  event R17 asked 2026-12-02 >>desk.jsonl
  [ "$(due 2026-12-04 ta_days_taken ta_in_target ta_due_status)" = '7 yes on-hold' ]
  event R17 answered 2027-03-01 >>desk.jsonl
  [ "$(due 2027-03-02 answered ta_days_taken ta_in_target ta_due_status)" = '2026-11-18 7 yes finished' ]
}

@test "withdrawn and opened again it is open, from that day; an answer then is measured from it" {
  { request R21 2026-11-02; event R21 withdrawn 2026-11-12; event R21 reopened 2026-11-20; } >desk.jsonl
  [ "$(counted 2026-11-20 2026-12-14)" -eq 15 ]
  [ "$(due 2026-11-19 ta_due_status ta_days_taken ta_in_target)" = 'finished - -' ]
  [ "$(due 2026-11-20 ta_due_status ta_target ta_days_taken ta_in_target)" = 'on-track 2026-12-14 - -' ]
  event R21 answered 2026-12-15 >>desk.jsonl
  [ "$(due 2026-12-15 ta_due_status ta_days_taken ta_in_target)" = "finished $(counted 2026-11-20 2026-12-15) no" ]
}

@test "the statuses that finish a request, and a day of answer unless it was opened again" {
  printf '%s\n' id,received,status,answered,reopened a,2026-11-20,answered,, b,2026-11-20,closed,, c,2026-11-20,withdrawn,, \
    d,2026-11-20,merged,, e,2026-11-20,,2026-11-23, f,2026-11-20,new,2026-11-23,2026-11-24 g,2026-11-20,new,, >in.csv
  [ "$(ta-due -q in.csv | column ta_due_status | paste -sd' ')" = 'finished finished finished finished finished on-track on-track' ]
}

@test "a request waits by an open span alone, by a span that has today, or by the status of a hand table" {
  { request R17 2026-11-02; event R17 asked 2026-11-04; } >desk.jsonl
  [ "$(due 2026-11-03 ta_due_status status holds)" = 'on-track - -' ]
  [ "$(due 2026-11-04 ta_due_status status holds)" = 'on-hold - 2026-11-04/..' ]
  event R17 supplied 2026-11-09 >>desk.jsonl
  [ "$(due 2026-11-09 ta_due_status holds)" = 'on-hold 2026-11-04/2026-11-09' ]
  [ "$(due 2026-11-10 ta_due_status holds)" = 'on-track 2026-11-04/2026-11-09' ]
  printf '%s\n' id,received,status,holds a,2026-11-20,on-hold, b,2026-11-20,,2026-11-24/.. c,2026-11-20,,2026-11-25/.. >in.csv
  [ "$(ta-due -q in.csv | column ta_due_status | paste -sd' ')" = 'on-hold on-hold on-track' ]
}

@test "a rule asks whether a request waits by one fact: the status or an open span" {
  ta-policy | sed 's/^  - id: hold-without-span/  - {id: waits, when: {is: on-hold}, severity: note}\n&/' >mine.yaml
  printf '%s\n' id,received,status,holds a,2026-11-20,on-hold, b,2026-11-20,,2026-11-24/.. c,2026-11-20,,2026-11-25/.. \
    d,2026-11-20,,2026-11-20/2026-11-30 e,2026-11-20,on-hold,2026-11-20/.. >in.csv
  ta-validate -q -p mine.yaml in.csv >out.csv
  [ "$(mlr --icsv --onidx filter 'strlen(sub(";".$ta_findings.";", ";waits;", "")) < strlen($ta_findings)' then cut -f id out.csv | paste -sd' ')" = 'a b e' ]
}

@test "a policy that names no day of answer has both columns, and they are blank" {
  ta-policy | sed '/^  answered: answered$/d' >mine.yaml
  printf '%s\n' id,received,answered,ta_days_taken a,2026-11-02,2026-11-18,99 b,2026-11-02,yesterday,1 >in.csv
  go ta-due -p mine.yaml in.csv
  [ "$rc" -eq 0 ]
  same <(mlr --icsv --ojsonl cut -o -f id,ta_days_taken,ta_in_target out) - <<'END'
{"id": "a", "ta_days_taken": "", "ta_in_target": ""}
{"id": "b", "ta_days_taken": "", "ta_in_target": ""}
END
}

@test "a target in hours is met by the time of the answer, or by its day where it has no time" {
  sed 's/^  target: 15 business days/  target: 4 hours/; s/, before: deadline,/,/' <(ta-policy) >hours.yaml
  printf '%s\n' id,received,role,assistance,email,facts,answered,holds \
    a,2026-11-24T08:00:00-08:00,attorney,case-consultation,a@example.org,why,2026-11-24T12:00:00-08:00, \
    b,2026-11-24T08:00:00-08:00,attorney,case-consultation,a@example.org,why,2026-11-24T12:00:01-08:00, \
    c,2026-11-24T08:00:00-08:00,attorney,case-consultation,a@example.org,why,2026-11-24T20:00:00Z, \
    d,2026-11-24T08:00:00-08:00,attorney,case-consultation,a@example.org,why,2026-11-24, \
    e,2026-11-24T08:00:00-08:00,attorney,case-consultation,a@example.org,why,2026-11-25,2026-11-24/.. \
    f,2026-11-24T22:00:00-08:00,attorney,case-consultation,a@example.org,why,2026-11-25T01:59:00-08:00, \
    g,2026-11-24T08:00:00-08:00,attorney,case-consultation,a@example.org,why,2026-11-24T13:00, >in.csv
  ta-due -q -p hours.yaml in.csv >out.csv
  [ "$(mlr -S --icsv --onidx --ofs : cut -o -f id,ta_days_taken,ta_in_target out.csv | paste -sd' ')" = \
    'a:0:yes b:0:no c:0:yes d:0:yes e:0:no f:1:yes g:0:no' ]
}

@test "explained: how an answer was measured, from which field, against which target" {
  printf '%s\n' id,received,role,email,assistance,facts,answered,reopened,holds \
    R17,2026-11-02,paralegal,a@example.org,case-consultation,why,2026-11-18,2026-11-30,2026-11-04/2026-11-09 \
    R1,2026-11-02,survivor,a@example.org,case-consultation,why,2026-11-03,, >in.csv
  go ta-due -e -d 2026-11-30 in.csv
  grep -q 'id R17: 2026-11-18 wednesday: answered; business days since received, 2026-11-02: 7; its target: 2026-12-01$' err
  grep -q 'id R1: 2026-11-03 tuesday: answered; business days since received, 2026-11-02: 1$' err
}

@test "the measures are cells that a case can expect" {
  printf '%s\n' case,received,role,email,assistance,facts,answered,expect_days_taken,expect_in_target \
    a,2026-11-02,attorney,a@example.org,case-consultation,why,2026-11-24,15,yes \
    b,2026-11-02,attorney,a@example.org,case-consultation,why,2026-11-25,16,yes >cases.csv
  run -1 --separate-stderr ta-policy --test cases.csv
  # shellcheck disable=SC2154 # set by run
  [ "$stderr" = "ta-policy: cases.csv:3: row 3: b: ta_in_target: expected 'yes', got 'no'
ta-policy: 2 cases, 1 differ" ]
}

@test "other desks' policies name the day of their answer, and ask by one fact whether a request waits" {
  while read -r policy field fact; do
    printf '%s\n' "id,received,$field,holds" a,2026-11-16,2026-11-20,2026-11-18/.. b,2026-11-02,, c,2026-11-02,,2026-11-04/.. >in.csv
    [ "$(ta-due -q -p "$examples/$policy.yaml" in.csv | column ta_days_taken | paste -sd,)" = 1,, ]
    sed "s/^checks:/&\n  - {id: waits, when: {is: $fact}, severity: note}/" "$examples/$policy.yaml" >mine.yaml
    [ "$(ta-validate -q -p mine.yaml in.csv | column ta_findings | grep -n 'waits' | cut -d: -f1 | paste -sd,)" = 1,3 ]
  done <<'END'
site-policy answered on-hold
policies/legal-aid-clinic decided on-hold
policies/software-support resolved waiting
END
}
