#!/usr/bin/env bats
# ta-forget: which requests are forgotten, what their lines become, what stays as it is, what is refused, and what comes
# again afterwards.
#
# shellcheck disable=SC2154,SC2030,SC2031,SC2086
# rc is set by go; each test has its own day; options are words, or none.

load helper

setup() {
  quick
  cd "$BATS_TEST_TMPDIR" || return 1
  export TA_TODAY=2029-11-20
  cp "$examples/desk/desk.jsonl" desk.jsonl
  chmod 600 desk.jsonl
  cp desk.jsonl before
}

# line N [FILTER]: the N-th line of the ledger, without its sum.
line() { sed -n "$1p" desk.jsonl | jq -c "del(.ta_sum) | ${2:-.}"; }

# lines ID: all lines of a request.
lines() { grep "^{\"id\":\"$1\"" desk.jsonl; }

# lacks WORDS FILE: no line has them.
lacks() { [ -e "${*: -1}" ] && ! grep "$@"; }

# sealed: lines of JSON with their sums.
sealed() { perl -MDigest::SHA=sha256_hex -pe 'chomp; s/\}$/,/; $_ .= sprintf "\"ta_sum\":\"%s\"}\n", substr sha256_hex($_), 0, 20'; }

# queue FILE [DAY]: the decisions of a ledger.
queue() {
  ta-submit -q -t csv -d "${2-$TA_TODAY}" "$1" | ta-validate -q | ta-due -q -d "${2-$TA_TODAY}" | ta-prioritize -q -d "${2-$TA_TODAY}" |
    ta-route -q -d "${2-$TA_TODAY}"
}

@test "old enough: the day of the last line, request or event, and not a day before" {
  export TA_TODAY=2029-11-11
  go ta-forget desk.jsonl
  ended 0
  says 'ta-forget: 17 read, 0 forgotten; old enough, but open: 1'
  cmp before desk.jsonl
  export TA_TODAY=2029-11-12
  go ta-forget desk.jsonl
  ended 0
  says 'ta-forget: 17 read, 1 forgotten; old enough, but open: 1'
  [ "$(jq -r 'select(.ta_forgotten) | .id' desk.jsonl | sort -u)" = R18 ]
  [ "$(jq -r 'select(.ta_forgotten) | .ta_forgotten' desk.jsonl | sort -u)" = 2029-11-12 ]
  go ta-forget -d 2029-11-18 desk.jsonl
  [ "$(jq -r 'select(.ta_forgotten) | .id' desk.jsonl | sort -u | paste -sd' ')" = 'R17 R18' ]
}

@test "old enough: days, months and years; a month without the day ends before it" {
  printf '%s\n' '{"id":"R1","received":"2024-02-29","status":"closed"}' '{"id":"R2","received":"2024-01-31","status":"closed"}' |
    sealed >old.jsonl
  chmod 600 old.jsonl
  # first AFTER ID: the first day on which it is forgotten, of the days about it.
  first() {
    ta-policy | sed "s/^retention: .*/retention: {after: $1}/" >policy.yaml
    for day in 2024-02-28 2024-02-29 2024-03-01 2024-03-02 2024-03-30 2024-03-31 2025-02-28 2025-03-01 2025-03-02; do
      ! ta-forget -q -p policy.yaml --dry-run -d "$day" old.jsonl | grep -qx "$2" || { echo "$day"; return; }
    done
  }
  [ "$(first '1 year' R1)" = 2025-03-01 ]
  [ "$(first '12 months' R1)" = 2025-03-01 ]
  [ "$(first '1 month' R2)" = 2024-03-01 ]
  [ "$(first '2 months' R2)" = 2024-03-31 ]
  [ "$(first '1 day' R1)" = 2024-03-01 ]
  [ "$(first '366 days' R1)" = 2025-03-01 ]
}

@test "a dry run says how many and which, and changes nothing" {
  stat -c '%i %Y %s' desk.jsonl >was
  go ta-forget --dry-run desk.jsonl
  [ "$rc" -eq 0 ]
  [ "$(paste -sd' ' out)" = 'R17 R18' ]
  says 'ta-forget: 17 read, 2 to forget; old enough, but open: 6'
  cmp before desk.jsonl
  stat -c '%i %Y %s' desk.jsonl | cmp was
  go ta-forget --dry-run -i R18 desk.jsonl
  [ "$(cat out)" = R18 ]
  [ "$(find . -name '*forgetting*')" = '' ]
}

@test "named ones are forgotten, however young; an open one is refused, and then nothing is done" {
  export TA_TODAY=2026-11-24
  go ta-forget -i R17 -i R22 desk.jsonl
  refused ta-forget 'the request R22 is open, and is not forgotten before it is finished; nothing was forgotten'
  cmp before desk.jsonl
  go ta-forget -i R99 -i R17 desk.jsonl
  refused ta-forget 'no request has the id R99; nothing was forgotten'
  go ta-forget -i R1 desk.jsonl
  refused ta-forget 'several requests have an id that begins as R1; nothing was forgotten'
  go ta-forget -i '' desk.jsonl
  refused ta-forget
  cmp before desk.jsonl
  go ta-forget -i R17 -i R17 desk.jsonl
  ended 0
  says 'ta-forget: 17 read, 1 forgotten'
  [ "$(lines R17 | grep -c '"ta_forgotten":"2026-11-24"')" -eq 4 ]
  ta-log -q -a desk.jsonl -i R18 reopened
  go ta-forget -d 2031-01-01 -i R18 desk.jsonl
  refused ta-forget '.*R18 is open.*'
}

@test "an event after today does not finish a request yet" {
  ta-log -q -a desk.jsonl -d 2029-11-22 -i R22 closed
  go ta-forget -i R22 desk.jsonl
  refused ta-forget '.*R22 is open.*'
  go ta-forget -d 2029-11-22 -i R22 desk.jsonl
  ended 0
}

@test "a policy without retention forgets only what is named" {
  ta-policy | sed '/^retention:/d' >policy.yaml
  go ta-forget -p policy.yaml desk.jsonl
  refused ta-forget "the policy has no 'retention', so only requests that are named by --id are forgotten: see ta-policy\(5\)"
  cmp before desk.jsonl
  go ta-forget -p policy.yaml -i R17 desk.jsonl
  ended 0
  says 'ta-forget: 17 read, 1 forgotten'
}

@test "masks: what each kind of answer becomes" {
  cat >lines <<'X'
{"id":"M1","received":"2026-11-02T09:14:33-08:00","name":"Ana Ortega","email":"Ana@example.org","supervisor_email":"ana@EXAMPLE.org","phone":"","role":"a story","own_case":"no","topics":["civil","other: a story","a story"],"courses_taken":["human-trafficking-defined","a-story"],"facts":"N/A","organization":"A story","deadline":"2026-12-01","deadline_kind":"court","supervisor_name":" ","wants_call":"a story","status":"closed","Heading":"a story","note":"a story","ta_letter":"a story","ta_source":"a story.csv","ta_line":"4"}
{"id":"M2","received":"a story","email":"not an address","supervisor_email":"another","name":"Bo","role":"attorney","status":"closed"}
{"id":"M1","at":"2026-11-03","by":"mk","note":"a story","event":"a story","email":"ana@example.org","supervisor_email":"lee@example.org","phone":"","topics":["other: a story"],"Heading":"a story","undoes":"a story","ta_event":"amended","ta_source":"a story.csv","ta_line":"9 a story"}
{"id":"M1","at":"2026-11-04T10:00:00-08:00","by":"mk","merged_into":"M2","ta_event":"merged"}
{"id":"M1","at":"2026-11-05","by":"mk","note":"a story","undoes":"amended 2026-11-03","ta_event":"undone"}
X
  sealed <lines >desk.jsonl
  go ta-forget -d 2026-11-24 -i M1 -i M2 desk.jsonl
  ended 0
  [ "$(line 1)" = '{"id":"M1","received":"2026-11-02T09:14:33-08:00","name":"forgotten","email":"forgotten-1@example.invalid","supervisor_email":"forgotten-1@example.invalid","role":"forgotten","own_case":"no","topics":["civil","other"],"courses_taken":["human-trafficking-defined","forgotten"],"facts":"N/A","organization":"forgotten","deadline":"2026-12-01","deadline_kind":"court","wants_call":"forgotten","status":"closed","ta_source":"","ta_line":"4","ta_forgotten":"2026-11-24"}' ]
  [ "$(line 2 'del(.id)')" = '{"received":"forgotten","name":"forgotten","email":"forgotten","supervisor_email":"forgotten-2","role":"attorney","status":"closed","ta_forgotten":"2026-11-24"}' ]
  [ "$(line 3)" = '{"id":"M1","at":"2026-11-03","by":"mk","email":"forgotten-1@example.invalid","supervisor_email":"forgotten-2@example.invalid","phone":"","topics":["other"],"ta_event":"amended","ta_source":"","ta_line":"","ta_forgotten":"2026-11-24"}' ]
  [ "$(line 4)" = '{"id":"M1","at":"2026-11-04T10:00:00-08:00","by":"mk","merged_into":"M2","ta_event":"merged","ta_forgotten":"2026-11-24"}' ]
  [ "$(line 5)" = '{"id":"M1","at":"2026-11-05","by":"mk","undoes":"amended 2026-11-03","ta_event":"undone","ta_forgotten":"2026-11-24"}' ]
  lacks -i story desk.jsonl
  ta-log -q --verify desk.jsonl
}

@test "masks: a word of the policy stays what it is, and the mask is never one" {
  ta-policy | sed -E 's/^  - \{id: declined,/  - {id: of-a-state, when: {state: [forgotten, CA]}}\n&/
    s/values: \[accept, decline\]/values: [accept, decline, forgotten]/; s/(name: phone.*)labels:/\1blank: [forgotten], labels:/' >policy.yaml
  ta-policy -q --check policy.yaml
  printf '%s\n' '{"id":"M1","state":"CA","phone":"555","decision":"a story","status":"closed"}' \
    '{"id":"M2","state":"ca","phone":"Forgotten!","status":"closed"}' | sealed >desk.jsonl
  ta-forget -q -p policy.yaml -i M1 -i M2 desk.jsonl
  [ "$(line 1 '[.state, .phone, .decision]')" = '["CA","forgotten-forgotten","forgotten-forgotten"]' ]
  [ "$(line 2 '[.state, .phone]')" = '["forgotten-forgotten","forgotten"]' ]
}

@test "addresses: no number is given twice in a ledger, whoever used it before" {
  export TA_TODAY=2026-11-24
  ta-log -q -a desk.jsonl -i R24 supplied email=FORGOTTEN-7@example.invalid
  ta-forget -q -i R18 desk.jsonl
  ta-forget -q -i R17 desk.jsonl
  [ "$(grep -oiE 'forgotten-[0-9]+@example.invalid' desk.jsonl | paste -sd' ')" = \
    'forgotten-9@example.invalid forgotten-8@example.invalid forgotten-10@example.invalid FORGOTTEN-7@example.invalid' ]
}

@test "all other lines stay byte for byte, and all lines keep their places" {
  sed -i 's/$/\r/;3s/\r$//' desk.jsonl # ends of lines of another system; a sum does not see them
  cp desk.jsonl before
  ta-forget -q desk.jsonl
  cmp <(grep -v '"id":"R1[78]"' before) <(grep -v '"id":"R1[78]"' desk.jsonl)
  [ "$(jq -r .id before | paste -sd' ')" = "$(jq -r .id desk.jsonl | paste -sd' ')" ]
  [ "$(jq -r .ta_event before | paste -sd' ')" = "$(jq -r .ta_event desk.jsonl | paste -sd' ')" ]
  ta-log -q --verify desk.jsonl
}

@test "the second run does nothing" {
  ta-forget -q desk.jsonl
  cp desk.jsonl once
  stat -c '%i %Y' desk.jsonl >was
  go ta-forget -d 2029-12-24 desk.jsonl
  ended 0
  says 'ta-forget: 17 read, 0 forgotten; old enough, but open: 6'
  go ta-forget -i R17 desk.jsonl
  ended 0
  says 'ta-forget: 17 read, 0 forgotten'
  cmp once desk.jsonl
  stat -c '%i %Y' desk.jsonl | cmp was
}

@test "three years on: the quarter's figures are the same, and the form's old row is already there" {
  queue before >then.csv
  ta-forget -q desk.jsonl
  queue desk.jsonl >now.csv
  for columns in ta_outcome,ta_queue,ta_route_rule ta_target,ta_due,ta_days_taken,ta_in_target status,answered,holds,received; do
    same <(mlr --csv cut -of "id,$columns" then.csv) <(mlr --csv cut -of "id,$columns" now.csv)
  done
  same <(queue before 2026-11-19 | mlr --csv cut -f id,ta_outcome,ta_target) \
    <(queue desk.jsonl 2026-11-19 | mlr --csv cut -f id,ta_outcome,ta_target)
  cp desk.jsonl once
  for options in '' --amend --new; do
    go ta-submit -a desk.jsonl $options "$examples/desk/exports/requests.csv"
    ended 0
    says 'ta-submit: 8 read, 0 taken, 8 already there'
  done
  sed 's/May she work/May they go/' "$examples/desk/exports/requests.csv" >edited.csv
  go ta-submit -a desk.jsonl --amend edited.csv
  ended 0
  says 'ta-submit: 8 read, 0 taken, 8 already there'
  cmp once desk.jsonl
}

@test "an id that is made of the answers stays, too: the same row is already there" {
  printf '%s\n' received,email,role,assistance,facts \
    '2026-11-02,ana@example.org,attorney,case-consultation,May she work while she waits?' >form.csv
  ta-submit -q -a made.jsonl form.csv
  ta-log -q -a made.jsonl -i ta- -d 2026-11-20 closed
  ta-forget -q made.jsonl
  lacks -i ana made.jsonl
  go ta-submit -a made.jsonl form.csv
  ended 0
  says 'ta-submit: 1 read, 0 taken, 1 already there'
}

@test "ta_forgotten goes with the record, and a form cannot say it" {
  ta-forget -q desk.jsonl
  ta-submit -q -t csv desk.jsonl >records.csv
  [ "$(mlr --icsv --onidx cut -f ta_forgotten records.csv | paste -sd,)" = '2029-11-20,2029-11-20,,,,,,' ]
  ta-submit -q -t csv records.csv | mlr --icsv --onidx cut -f ta_forgotten | grep -qx 2029-11-20
  sed '1s/phone/ta_forgotten/' "$examples/desk/exports/requests.csv" >form.csv
  ta-submit -q -t csv form.csv | head -n 1 | grep -qv ta_forgotten
}

@test "events: what was there is there, whatever it carried; what is new is refused" {
  ta-forget -q desk.jsonl
  cp desk.jsonl once
  printf '%s\n' id,event,at,by,note,undoes,assignee,supervisor_email R18,assigned,2026-11-04,mk,,,jo, \
    'R17,supplied,2026-11-09,mk,by telephone,,,lee@example.org' 'R17,asked,2026-11-04,xy,another note,,,' R17,,,,,,somebody, >again.csv
  go ta-log -a desk.jsonl again.csv
  ended 0
  says 'ta-log: 4 read, 0 added, 3 already there; rows without an event: 1'
  printf '%s\n' id,event,at,undoes R17,supplied,2026-11-10, R17,undone,2026-11-20,'answered 2026-11-18' >new.csv
  go ta-log -a desk.jsonl -r rejects.csv new.csv
  ended 1
  [ "$(column ta_rule rejects.csv | sort -u)" = forgotten ]
  go ta-log -a desk.jsonl -i R17 reopened
  refused ta-log 'the request was forgotten, and nothing is added to it; what is asked now is a new request'
  go ta-log -a desk.jsonl -i R17 --undo
  refused ta-log 'the request was forgotten.*'
  go ta-log -a desk.jsonl -i R24 supplied --copy R17
  refused ta-log 'the request whose answers are to be copied was forgotten'
  cmp once desk.jsonl
}

@test "what was undone stays undone, and can be imported again without coming back" {
  export TA_TODAY=2026-11-24
  ta-log -q -a desk.jsonl -i R18 --undo
  ta-log -q -a desk.jsonl -i R18 closed
  ta-forget -q -i R18 desk.jsonl
  [ "$(ta-submit -q -t csv desk.jsonl | mlr --icsv --onidx filter '$id == "R18"' then cut -f status)" = closed ]
  [ "$(ta-submit -q -t csv desk.jsonl | mlr --icsv --onidx filter '$id == "R18"' then cut -f answered)" = '' ]
  printf '%s\n' id,event,at R18,answered,2026-11-12 >again.csv
  go ta-log -a desk.jsonl again.csv
  ended 0
  says 'ta-log: 1 read, 0 added, 1 already there'
}

@test "a request that has gained a line since is forgotten anew when that is old, or named" {
  ta-forget -q desk.jsonl
  { sed '$d' desk.jsonl; tail -n 1 desk.jsonl
    echo '{"id":"R17","at":"2029-11-21","note":"a story","ta_event":"noted"}' | sealed; } >new && cat new >desk.jsonl
  go ta-forget -d 2031-01-01 --dry-run desk.jsonl
  lacks R17 out
  go ta-forget -d 2032-11-21 desk.jsonl
  ended 0
  lacks story desk.jsonl
  [ "$(tail -n 1 desk.jsonl | jq -r .ta_forgotten)" = 2032-11-21 ]
  [ "$(line 1 .ta_forgotten)" = '"2029-11-20"' ]
}

@test "a damaged line may hold a story: nothing is forgotten, and the line is named" {
  sed -i '11s/who/Who/' desk.jsonl
  cp desk.jsonl before
  for options in '' --dry-run '-i R18'; do
    go ta-forget $options desk.jsonl
    ended 2
    says 'ta-forget: desk.jsonl:11: row 11: the line is damaged: it does not fit its ta_sum \[damaged\]' \
      'ta-forget: desk.jsonl: damaged lines: 1; nobody can say whose story is in one, so nothing was forgotten: see ta-forget\(1\)'
    cmp before desk.jsonl
  done
  cp "$examples/desk/desk.jsonl" desk.jsonl
  echo '{"id":"R17","at":"2026-11-19","ta_event":"sung"}' | sealed >>desk.jsonl
  go ta-forget desk.jsonl
  ended 2
  says 'ta-forget: desk.jsonl:18: .*the policy has no such event \[bad-event\]' '.*nothing was forgotten.*'
}

@test "a torn tail is moved away, as by every writer, and that is said: it may hold a story" {
  printf '{"id":"R30","facts":"a story' >>desk.jsonl
  go ta-forget desk.jsonl
  ended 1
  says 'ta-forget: desk.jsonl: the last line was torn when its writer died; it was moved to desk.jsonl.torn' \
    'ta-forget: 17 read, 2 forgotten; old enough, but open: 6'
  grep -q story desk.jsonl.torn
  lacks story desk.jsonl
}

@test "the file: mode 0600, whatever the umask; a link, a second name or a letter for others is refused" {
  umask 0
  ta-forget -q desk.jsonl
  [ "$(stat -c %a desk.jsonl)" = 600 ]
  cp before desk.jsonl && chmod 600 desk.jsonl
  ln -s desk.jsonl link.jsonl
  go ta-forget link.jsonl
  refused ta-forget 'link.jsonl: this cannot be the ledger: it is a symbolic link'
  ln desk.jsonl second
  go ta-forget desk.jsonl
  refused ta-forget 'desk.jsonl: this cannot be the ledger: it has another name too \(a hard link\)'
  rm second
  chmod 640 desk.jsonl
  go ta-forget desk.jsonl
  refused ta-forget 'desk.jsonl: this cannot be the ledger: others may read or write it.*'
  cmp before desk.jsonl
}

@test "the file: an access list of the folder lets nobody in" {
  setfacl -d -m u:daemon:rw . 2>/dev/null || skip "no access lists here"
  ta-forget -q desk.jsonl
  [ "$(stat -c %a desk.jsonl)" = 600 ]
  getfacl -p desk.jsonl >list
  lacks '^user:daemon.*#effective:r' list
  ta-log -q -a desk.jsonl -i R24 noted
}

@test "one ledger, which has to be there" {
  go ta-forget
  refused ta-forget 'expected the path of one ledger'
  go ta-forget desk.jsonl before
  refused ta-forget 'expected the path of one ledger'
  go ta-forget - <desk.jsonl
  refused ta-forget 'expected the path of one ledger'
  go ta-forget nowhere.jsonl
  refused ta-forget 'nowhere.jsonl: there is no such file'
  [ ! -e nowhere.jsonl ]
  printf 'id,facts\nR1,why\n' >form.csv
  chmod 600 form.csv
  go ta-forget form.csv
  refused ta-forget
}

@test "what a run that was killed has left beside the ledger is removed, even where nothing is forgotten" {
  echo 'a story' >desk.jsonl.forgetting
  go ta-forget -d 2026-11-24 desk.jsonl
  ended 0
  [ ! -e desk.jsonl.forgetting ]
  mkdir desk.jsonl.forgetting
  go ta-forget desk.jsonl
  refused ta-forget 'desk.jsonl.forgetting: this is where the new ledger is written first.*'
  cmp before desk.jsonl
}

@test "what cannot be said or written: status 2, and the ledger is as it was" {
  try ta-forget --dry-run desk.jsonl >/dev/full 2>err
  [ "$rc" -eq 2 ]
  grep -q '^ta-forget: standard output: ' err
  sed -i '11s/who/Who/' desk.jsonl
  try ta-forget desk.jsonl 2>/dev/full
  [ "$rc" -eq 2 ]
  cp before desk.jsonl
  for n in $(seq 40); do sed 's/"id":"R/&'"$n/" before; done | jq -c 'del(.ta_sum)' | sealed >>desk.jsonl
  cp desk.jsonl before
  uncounted
  (trap '' XFSZ; ulimit -f 100; try ta-forget -q desk.jsonl 2>err; echo "$rc" >status)
  [ "$(cat status)" -eq 2 ]
  says 'ta-forget: desk.jsonl.forgetting: cannot write: File too large'
  cmp before desk.jsonl
  [ ! -e desk.jsonl.forgetting ]
}

@test "a writer that waits for the lock writes to the new ledger" {
  exec 9<desk.jsonl
  flock 9
  ta-forget -q desk.jsonl &
  forget=$!
  for n in 1 2 3 4 5; do ta-log -q -a desk.jsonl -i R24 noted "--note=$n" & done
  ta-submit -q -a desk.jsonl -F id=R40 -F role=attorney -F email=zoe@example.org -F facts=why -F assistance=general-information &
  sleep 0.3
  flock -u 9
  wait "$forget"
  wait
  exec 9<&-
  [ "$(grep -c '"ta_event":"noted"' desk.jsonl)" -eq 5 ]
  grep -q '"id":"R40"' desk.jsonl
  [ "$(grep -c ta_forgotten desk.jsonl)" -eq 7 ]
  ta-log -q --verify desk.jsonl
}

@test "law: decisions, dates and counts stay, and no word does: a thousand requests by chance, or FORGET_REQUESTS" {
  # theirs FILE: the lines of those that were forgotten; others FILE: all the others.
  theirs() { grep -Ff <(sed 's/.*/{"id":"&",/' forgotten) "$1"; }
  others() { grep -vFf <(sed 's/.*/{"id":"&",/' forgotten) "$1"; }
  requests=${FORGET_REQUESTS:-1000}
  for day in 2030-01-01 2032-01-01; do
    export TA_TODAY=$day
    "$root/test/proof/stories" "$requests" "${day%%-*}" >desk.jsonl
    cp desk.jsonl before
    queue before >then.csv
    ta-forget -q desk.jsonl
    queue desk.jsonl >now.csv
    "$root/test/proof/stories" --compare then.csv now.csv desk.jsonl >report || { cat report; return 1; }
    ta-log -q --verify desk.jsonl
    jq -r 'select(.ta_forgotten) | .id' desk.jsonl | sort -u >forgotten
    [ "$(wc -l <forgotten)" -gt $((requests / 10)) ]
    same <(others before) <(others desk.jsonl)
    cp desk.jsonl once
    go ta-forget -q desk.jsonl
    silent 0
    cmp once desk.jsonl
    # What was there comes again: with the old answers, and with others.
    ta-submit -q -t csv -d 2024-01-01 -f jsonl before | mlr -S --csv cut -x -r -f '^ta_' >form.csv
    mlr -S --csv put '$facts = "Nobody has asked this before."' form.csv >other.csv
    for file in form.csv other.csv; do
      go ta-submit --amend -a desk.jsonl "$file"
      [ "$rc" -le 1 ]
      same <(theirs once) <(theirs desk.jsonl)
    done
    rm desk.jsonl
  done
}
