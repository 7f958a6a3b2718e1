#!/usr/bin/env bats
# Events: what happened to a request after it came, and what ta-submit makes of them.
# The days of one request over a month, as the policy that is built in has them.

# shellcheck disable=SC2016,SC2030,SC2031
# $ in single quotes is Miller's; each test is a shell of its own.

load helper

request='{"id":"R17","received":"2026-11-02","name":"Ana Diaz","email":"ana@example.org","role":"paralegal","assistance":"case-consultation","facts":"May she work while the case is pending?"}'

# event ID EVENT AT [KEY:VALUE...]: a line. A value is JSON.
event() {
  local line
  line='{"id":"'$1'","ta_event":"'$2'","at":"'$3'"'
  shift 3
  for pair; do line+=",\"${pair%%:*}\":${pair#*:}"; done
  echo "$line}"
}

# desk LINE...: desk.jsonl, the request R17 and these lines.
desk() { printf '%s\n' "$request" "$@" >desk.jsonl; }

# of COLUMN [OPTION...]: that column of the records that the desk makes.
of() {
  local name=$1
  shift
  ta-submit -q -t jsonl "$@" desk.jsonl | jq -r --arg name "$name" '.[$name] // "" | if type == "array" then join(";") else . end'
}

# is COLUMN WANTED [OPTION...]
is() {
  local got
  got=$(of "$1" "${@:3}")
  [ "$got" = "$2" ] || { echo "$1: '$got', not '$2'"; return 1; }
}

# queue DAY: what is decided on that day, in queue.csv.
queue() {
  ta-submit -q -d "$1" -t csv desk.jsonl | ta-validate -q -d "$1" | ta-due -q -d "$1" |
    ta-prioritize -q -d "$1" | ta-route -q -d "$1" -o queue.csv
}

# decided ID COLUMN...: of that request, apart by blanks; a dash for a blank.
decided() {
  local id=$1 names
  shift
  names=$(IFS=,; echo "$*")
  mlr -S --icsv --onidx --ofs ' ' filter '$id == "'"$id"'"' then cut -o -f "$names" \
    then put 'for (k, v in $*) { if (v == "") { $[k] = "-" } }' queue.csv
}

# What a line is

@test "a request without events is what it was, and events make no columns of their own but ta_verified" {
  desk
  ta-submit -q -t jsonl desk.jsonl >before
  desk "$(event R17 noted 2026-11-03 'by:"mk"' 'note:"by telephone"')"
  ta-submit -q -t jsonl desk.jsonl | same <(jq -c '.ta_verified = ""' before) -
  go ta-submit -o out.jsonl desk.jsonl
  counts '1 read, 1 taken, 1 events|2 read, 1 taken, 1 events'
}

@test "an event that cannot be one is a reject, and goes in when it is mended" {
  desk "$(event R17 supplyed 2026-11-03 'phone:"555-0101"')" "$(event '' supplied 2026-11-03)" "$(event R17 supplied '')" \
    "$(event R17 supplied tomorrow)" "$(event R17 undone 2026-11-03)" "$(event R17 undone 2026-11-03 'undoes:"sometime"')"
  go ta-submit -r rejects.jsonl -o out.jsonl desk.jsonl
  [ "$rc" -eq 1 ]
  says 'ta-submit: desk.jsonl:2: .*the policy has no such event \[bad-event\]' \
    'ta-submit: desk.jsonl:3: .*the event has no id \[bad-event\]' \
    "ta-submit: desk.jsonl:4: .*the event has no day in 'at' \[bad-event\]" \
    "ta-submit: desk.jsonl:5: .*'at' is no date or time \[bad-event\]" \
    "ta-submit: desk.jsonl:6: .*'undoes' does not name an event and its moment \[bad-event\]" \
    "ta-submit: desk.jsonl:7: .*'undoes' does not name an event and its moment \[bad-event\]" \
    'ta-submit: 7 read, 1 taken, 6 rejected'
  head -n 1 rejects.jsonl | sed 's/supplyed/supplied/' >mended.jsonl
  echo "$request" >request.jsonl
  go ta-submit -t jsonl -o out.jsonl mended.jsonl request.jsonl
  [ "$rc" -eq 0 ]
  [ "$(jq -r .phone out.jsonl)" = 555-0101 ]
}

@test "behind ta-submit a file with an event is refused, in every format, by every tool" {
  request=${request%\}}',"ta_findings":"","ta_target":"","ta_due":""}'
  desk "$(event R17 answered 2026-11-18)"
  printf '%s\n' 'id,received,ta_findings,ta_target,ta_due,ta_event,at' 'R17,2026-11-02,,,,,' 'R17,,,,,answered,2026-11-18' >desk.csv
  printf '%s\n' '---' 'id: R17' 'ta_findings: ""' 'ta_target: ""' 'ta_due: ""' '---' 'id: R17' 'ta_event: answered' 'at: 2026-11-18' >desk.yaml
  for tool in ta-validate ta-due ta-prioritize ta-route; do
    for pair in jsonl:2 csv:3 yaml:7; do
      go $tool -q -o result "desk.${pair%:*}"
      refused $tool "desk.${pair%:*}: line ${pair#*:} is an event; ta-submit makes records of this file"
      [ ! -e result ]
    done
  done
  # an empty cell is none, and what ta-submit has made is none
  sed -i '$d' desk.csv
  ta-due -q -o out desk.csv
  ta-submit -q desk.jsonl | ta-validate -q >out
}

@test "a ledger takes requests; a row that is an event is for ta-log" {
  desk "$(event R17 answered 2026-11-18)"
  go ta-submit -a ledger desk.jsonl
  [ "$rc" -eq 1 ]
  says '.*the row is an event; ta-log adds events to a ledger \[bad-event\]' 'ta-submit: 2 read, 1 taken, 1 rejected'
  holds ledger R17
}

# The fold

five() {
  event R17 asked 2026-11-04
  event R17 supplied 2026-11-09 'supervisor_email:"ben@example.org"' 'supervisor_role:"attorney"'
  event R17 supplied 2026-11-10 'phone:"555-0101"'
  event R17 amended 2026-11-12 'supervisor_email:"cy@example.org"'
  event R17 supplied 2026-11-13 'phone:"555-0102"'
  event R17 undone 2026-11-14 'undoes:"supplied 2026-11-13"'
  event R17 answered 2026-11-18
}

# values FILE...: of the one record, whatever the order of its columns.
values() { ta-submit -q -t jsonl "$@" | jq -cS 'del(.ta_source, .ta_line)'; }

@test "the order of lines does not matter, nor that of files: moments do, and a request may come after its events" {
  five >events.jsonl
  echo "$request" >request.jsonl
  values request.jsonl events.jsonl >wanted
  [ "$(jq -r '[.holds[]?, .supervisor_email, .phone, .status, .answered] | join(" ")' wanted)" = \
    '2026-11-04/2026-11-09 cy@example.org 555-0101 answered 2026-11-18' ] ||
    [ "$(jq -r '[.holds, .supervisor_email, .phone, .status, .answered] | join(" ")' wanted)" = \
      '2026-11-04/2026-11-09 cy@example.org 555-0101 answered 2026-11-18' ]
  values events.jsonl request.jsonl | same wanted -
  for seed in 1 2 3 4 5 6 7 8 9; do
    awk -v seed=$seed 'BEGIN { srand(seed) } { print rand() "\t" $0 }' request.jsonl events.jsonl | sort -n | cut -f2- >mixed.jsonl
    values mixed.jsonl | same wanted - || { cat mixed.jsonl; return 1; }
    split -l 3 mixed.jsonl part. --additional-suffix=.jsonl
    values part.*.jsonl | same wanted -
  done
  # and in other formats
  ta-submit -q -t jsonl request.jsonl >record.jsonl
  jq -r '"---", (to_entries[] | "\(.key): \(.value | tojson)")' events.jsonl >events.yaml
  values record.jsonl events.yaml | same wanted -
  # in a table a blank cell says nothing
  mlr -S --ijsonl --ocsv unsparsify record.jsonl events.jsonl >desk.csv
  values desk.csv | jq -cS 'del(.at, .undoes) | with_entries(select(.value != ""))' | same <(jq -c 'del(.ta_verified)' wanted) -
}

@test "as of a day: events after it change nothing" {
  five >events.jsonl
  for day in 2026-11-03 2026-11-04 2026-11-09 2026-11-11 2026-11-13 2026-11-14 2026-11-30; do
    { echo "$request"; jq -c --arg day "$day" 'select(.at <= $day)' events.jsonl; } >desk.jsonl
    values -d $day desk.jsonl >wanted
    { echo "$request"; cat events.jsonl; } >desk.jsonl
    values -d $day desk.jsonl | same wanted - || { echo "$day"; return 1; }
    TA_TODAY=$day values desk.jsonl | same wanted -
  done
}

@test "of one moment the later place counts; a day is its end, and its beginning for what opens a span" {
  one=$(event R17 supplied 2026-11-10 'phone:"555-0101"')
  two=$(event R17 supplied 2026-11-10 'phone:"555-0102"')
  desk "$one" "$two" && is phone 555-0102
  desk "$two" "$one" && is phone 555-0101
  # a day alone is after every time of that day
  time=$(event R17 supplied 2026-11-10T23:30:00-08:00 'phone:"555-0103"')
  desk "$one" "$time" && is phone 555-0101
  desk "$time" "$one" && is phone 555-0101
  # asked and answered on one day, whichever line is first
  asked=$(event R17 asked 2026-11-10)
  supplied=$(event R17 supplied 2026-11-10T09:00:00-08:00)
  desk "$supplied" "$asked" && is holds 2026-11-10/2026-11-10
  desk "$asked" "$supplied" && is holds 2026-11-10/2026-11-10
  # the day is the office's
  desk "$(event R17 asked 2026-11-10T03:00:00Z)" && is holds 2026-11-09/..
}

@test "spans: one is open at a time, none is closed that is not open, and more may follow" {
  desk "$(event R17 asked 2026-11-04)" "$(event R17 held 2026-11-06)" && is holds 2026-11-04/..
  desk "$(event R17 resumed 2026-11-06)" && is holds ''
  desk "$(event R17 asked 2026-11-04)" "$(event R17 supplied 2026-11-09)" "$(event R17 resumed 2026-11-10)" \
    "$(event R17 held 2026-11-12)" "$(event R17 resumed 2026-11-13)" && is holds '2026-11-04/2026-11-09;2026-11-12/2026-11-13'
  # a table's span stays, and an open one of it is ended
  request='{"id":"R17","received":"2026-11-02","email":"ana@example.org","role":"attorney","assistance":"general-information","facts":"Why?","holds":"2026-11-02/2026-11-03;2026-11-05/.."}'
  desk "$(event R17 answered 2026-11-06)" && is holds '2026-11-02/2026-11-03;2026-11-05/2026-11-06'
}

@test "first: the day of the first answer stays" {
  desk "$(event R17 answered 2026-11-18)" "$(event R17 sent 2026-11-25)"
  is answered 2026-11-18 -d 2026-11-30
  # by moment, not by place
  desk "$(event R17 replied 2026-11-20)" "$(event R17 answered 2026-11-18)"
  is answered 2026-11-18
}

@test "lists: some events add, others replace; an empty text clears" {
  request=${request%\}}',"topics":["ethics"],"phone":"555-0100"}'
  desk "$(event R17 supplied 2026-11-09 'topics:["t-visa","ethics"]')" && is topics 'ethics;t-visa'
  desk "$(event R17 amended 2026-11-09 'topics:["t-visa"]')" && is topics t-visa
  desk "$(event R17 amended 2026-11-09 'topics:""' 'phone:""')" && is topics '' && is phone ''
  desk "$(event R17 supplied 2026-11-09 'topics:""')" && is topics ''
}

@test "a field that the event does not take is passed over, and so are the id's and the receipt's" {
  desk "$(event R17 answered 2026-11-18 'phone:"555-0101"')" "$(event R17 supplied 2026-11-18 'received:"2026-11-01"' 'status:"closed"' 'assignee:"kim"')"
  is phone '' && is received 2026-11-02 && is status answered && is assignee ''
  desk "$(event R17 assigned 2026-11-18 'assignee:"kim"')" && is assignee kim
}

@test "undone: the last of that moment is taken back, once, and what it had replaced is there again" {
  one=$(event R17 supplied 2026-11-09 'phone:"555-0101"')
  two=$(event R17 supplied 2026-11-10 'phone:"555-0102"')
  undone=$(event R17 undone 2026-11-11 'undoes:"supplied 2026-11-10"')
  desk "$one" "$two" "$undone" && is phone 555-0101
  desk "$undone" "$two" "$one" && is phone 555-0101
  # said again it holds again
  desk "$one" "$two" "$undone" "$two" && is phone 555-0102
  # until then it counts
  desk "$one" "$two" "$undone" && is phone 555-0102 -d 2026-11-10
  # of two of one moment the last is taken back; another event is not
  desk "$two" "${two/0102/0103}" "$undone" && is phone 555-0102
  desk "$one" "$two" "${undone/supplied/amended}" && is phone 555-0102
}

@test "verified: the fields that staff have said last, until somebody says something else" {
  desk "$(event R17 verified 2026-11-09 'courses_passed:["human-trafficking-defined"]' 'ovc_grantee:"yes"')"
  is ta_verified 'ovc_grantee;courses_passed'
  desk "$(event R17 verified 2026-11-09 'courses_passed:["human-trafficking-defined"]' 'ovc_grantee:"yes"')" \
    "$(event R17 amended 2026-11-10 'courses_passed:["t-visas-part-1"]')"
  is ta_verified ovc_grantee
}

@test "events of requests that were not read are counted, and those of several do not mix" {
  desk '{"id":"R18","received":"2026-11-02","email":"ben@example.org","role":"attorney","assistance":"general-information","facts":"Why?"}' \
    "$(event R18 answered 2026-11-05)" "$(event R19 answered 2026-11-05)" "$(event R19 noted 2026-11-05)" "$(event R17 supplied 2026-11-05 'phone:"555-0101"')"
  go ta-submit -t jsonl -o out.jsonl desk.jsonl
  [ "$rc" -eq 0 ]
  counts '6 read, 2 taken, 4 events; events of requests that were not read: 2'
  [ "$(jq -r '[.id, .status // "", .phone // ""] | join(" ")' out.jsonl | paste -sd,)" = 'R17  555-0101,R18 answered ' ]
  # a share has the events of its requests
  for part in 1/3 2/3 3/3; do ta-submit -q -t jsonl --shard $part desk.jsonl; done | jq -cS . | sort >shares
  same <(jq -cS . out.jsonl | sort) shares
}

@test "staff's tables count more than events, events more than the form" {
  desk "$(event R17 closed 2026-11-05)" "$(event R17 assigned 2026-11-05 'assignee:"kim"')"
  printf '%s\n' id,status,assignee R17,on-hold, >staff.csv
  is status on-hold --join staff.csv
  is assignee kim --join staff.csv
}

@test "an export and a desk mix" {
  desk "$(event R17 closed 2026-11-05)"
  printf '%s\n' id,Timestamp,Email,Role,Assistance,Facts '9,11/2/2026,di@example.org,Lawyer,General Info,Why?' >form.csv
  ta-submit -q -t jsonl form.csv desk.jsonl >out.jsonl
  [ "$(jq -r '[.id, .status // ""] | join(" ")' out.jsonl | paste -sd,)" = '9 ,R17 closed' ]
}

@test "a damaged event of a ledger is named, and the others count" {
  ta-submit -q -a ledger -F id=R17 -F role=attorney -F email=ana@example.org -F facts=Why?
  for line in "$(event R17 assigned 2026-11-05 'assignee:"kim"')" "$(event R17 closed 2026-11-06)"; do
    sum=$(printf '%s,' "${line%\}}" | sha256sum)
    printf '%s,"ta_sum":"%s"}\n' "${line%\}}" "${sum:0:20}"
  done >>ledger
  sed -i '3s/closed/reopened/' ledger
  go ta-submit -t jsonl -o out.jsonl ledger
  [ "$rc" -eq 1 ]
  grep -q '^ta-submit: ledger:3: .*the line is damaged' err
  [ "$(jq -r '[.assignee, .status // ""] | join(" ")' out.jsonl)" = 'kim ' ]
}

# A month of R17

asked=$(event R17 asked 2026-11-04)
supplied=$(event R17 supplied 2026-11-09 'by:"mk"' 'note:"by telephone"' 'supervisor_email:"ben@example.org"' 'supervisor_role:"attorney"')
phone=$(event R17 supplied 2026-11-10 'phone:"555-0101"')
answered=$(event R17 answered 2026-11-18)
address=$(event R17 amended 2026-11-19 'email:"ana.diaz@example.org"')

@test "day 1: held for a supervisor; the clock stands until one is supplied" {
  desk
  queue 2026-11-03
  [ "$(decided R17 ta_outcome holds ta_target)" = 'hold - 2026-11-24' ]
  desk "$asked" "$supplied"
  queue 2026-11-05
  [ "$(decided R17 ta_outcome holds ta_due_status)" = 'hold 2026-11-04/.. on-hold' ]
  queue 2026-11-09
  [ "$(decided R17 ta_outcome holds ta_target)" = 'accept 2026-11-04/2026-11-09 2026-12-01' ]
}

@test "day 2: a telephone number is taken, and moves no date" {
  desk "$asked" "$supplied" "$phone"
  queue 2026-11-10
  [ "$(decided R17 phone ta_outcome holds ta_target)" = '555-0101 accept 2026-11-04/2026-11-09 2026-12-01' ]
}

@test "day 3: answered it is finished, and a new address changes nothing else" {
  desk "$asked" "$supplied" "$phone" "$answered" "$address"
  queue 2026-11-18
  [ "$(decided R17 status answered ta_due_status email)" = 'answered 2026-11-18 finished ana@example.org' ]
  queue 2026-11-19
  [ "$(decided R17 status answered ta_due_status email)" = 'answered 2026-11-18 finished ana.diaz@example.org' ]
}

@test "day 4: withdrawn and opened again it is open, and the clock begins anew" {
  request=${request//R17/R21}
  desk "$(event R21 asked 2026-11-04)" "$(event R21 withdrawn 2026-11-12)" "$(event R21 reopened 2026-11-20)"
  queue 2026-11-12
  [ "$(decided R21 status holds ta_due_status)" = 'withdrawn 2026-11-04/2026-11-12 finished' ]
  queue 2026-11-20
  [ "$(decided R21 status holds ta_due_status ta_target)" = 'new 2026-11-04/2026-11-12 on-track 2026-12-14' ]
}

@test "day 9: the form again, with an edited row: a reject, one event by --amend, then already there" {
  printf '%s\n' Id,Timestamp,Email,Role,Assistance,Facts 'R17,11/2/2026,ana@example.org,Paralegal,Case Consultation,May she work?' >form.csv
  ta-submit -q -a ledger form.csv
  sed -i 's/May she/May she and her sister/' form.csv
  go ta-submit -a ledger form.csv
  ended 1 && counts '1 read, 0 taken, 1 rejected'
  go ta-submit -a ledger --amend form.csv
  ended 0 && counts '1 read, 0 taken, 1 amended'
  [ "$(grep -c ta_event ledger)" -eq 1 ]
  go ta-submit -a ledger --amend form.csv
  ended 0 && counts '1 read, 0 taken, 1 already there'
  [ "$(ta-submit -q ledger | jq -r .facts)" = 'May she and her sister work?' ]
}

@test "day 10: opened again after the answer it is open; the day of the answer stays" {
  desk "$asked" "$supplied" "$phone" "$answered" "$address" "$(event R17 reopened 2026-11-30)"
  queue 2026-11-29
  [ "$(decided R17 ta_due_status)" = finished ]
  queue 2026-11-30
  [ "$(decided R17 status answered reopened ta_due_status ta_target)" = 'new 2026-11-18 2026-11-30 on-track 2026-12-21' ]
}

@test "a request that its events make longer than a record may be is said by its id, and the others go on" {
  local field
  head -c 1000000 /dev/zero | tr '\0' a >long
  sed 's/R17/R18/; s/ana@/ben@/' <<<"$request" >more.jsonl
  desk
  mv desk.jsonl one.jsonl
  ta-submit -q -a desk.jsonl one.jsonl more.jsonl
  for field in phone organization name facts supervisor_name; do
    ta-log -q -a desk.jsonl -i R17 --at 2026-11-06 supplied $field=@long
  done
  go ta-submit -t jsonl desk.jsonl
  [ "$rc" -eq 1 ]
  grep -q 'id R17: with its events the record would be longer than the limit of 4 MiB; clear its longest field, .*, by an event \[too-long\]' err
  grep -q '1 rejected, 5 events' err
  [ "$(jq -r .id out)" = R18 ]
  ta-validate -q out >/dev/null
  ta-log -q -a desk.jsonl -i R17 --at 2026-11-07 supplied supervisor_name=
  go ta-submit -q -t jsonl desk.jsonl
  [ "$rc" -eq 0 ]
  [ "$(wc -l <out)" -eq 2 ]
}
