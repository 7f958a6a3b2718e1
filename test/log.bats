#!/usr/bin/env bats
# ta-log: events of a ledger, by hand and from files, what is refused, undone and there
# already; the timeline; and what staff fill in in a queue.
#
# shellcheck disable=SC2154 # rc is set by go

load helper

setup() {
  cd "$BATS_TEST_TMPDIR" || return 1
  printf '%s\n' id,received,name,email,role,assistance,topics,facts \
    'R17,2026-11-02,Ana,ana@example.org,paralegal,case-consultation,ethics,May she work while she waits?' \
    'R18,2026-11-02,Ben,ben@example.org,attorney,case-consultation,civil,May he travel while he waits?' \
    'R2,2026-11-03T09:30:00-08:00,Cy,cy@example.org,attorney,case-consultation,civil,Is it too late to file now?' >form.csv
  ta-submit -q -a desk form.csv
  cp desk before
}

# log ID EVENT [WORD...]: by hand, on the day that TA_TODAY says.
log() { go ta-log -a desk -i "$@"; }

# value FIELD ID [OPTION...]: of the record as the ledger makes it.
value() { ta-submit -q -t csv -f jsonl "${@:3}" desk 2>/dev/null | mlr --icsv --onidx filter "\$id == \"$2\"" then cut -f "$1"; }

@test "by hand: an event is one line, with its moment, and nothing else changes" {
  export TA_BY=mk
  log R17 supplied supervisor_email=S@example.org 'supervisor_role=DOJ Accredited Representative'
  ended 0
  says 'ta-log: 1 read, 1 added'
  cmp before <(head -n 3 desk)
  [ "$(wc -l <desk)" -eq 4 ]
  tail -n 1 desk | jq -e '.ta_event == "supplied" and .at == "2026-11-24" and .by == "mk" and .id == "R17"
    and .supervisor_role == "doj-accredited-representative" and .supervisor_email == "S@example.org"'
  [ "$(value supervisor_email R17)" = S@example.org ]
  ta-log -q --verify desk
}

@test "by hand: without a given day the moment is a time of the office" {
  unset TA_TODAY
  ta-log -q -a desk -i R17 noted
  tail -n 1 desk | jq -r .at | grep -qE '^20[0-9-]{8}T[0-9:]{8}-0[78]:00$'
}

@test "ids: a whole one is itself, a beginning is the only one that begins so" {
  log R1 noted
  refused ta-log 'several requests have an id that begins so'
  log R17 noted
  ended 0
  log R noted
  refused ta-log 'several requests have an id that begins so'
  log R9 noted
  refused ta-log 'no request has this id'
  printf '%s\n' "$(sed 's/^R2,.*/R2,2026-11-03,Di,di@example.org,attorney,case-consultation,civil,Is there a form for this?/;s/^R2,/R21,/' form.csv | tail -n 1)" >row
  { head -n 1 form.csv; cat row; } >more.csv
  ta-submit -q -a desk more.csv
  log R2 noted
  ended 0
  [ "$(tail -n 1 desk | jq -r .id)" = R2 ]
}

@test "by hand: whatever is wrong is status 2 in a sentence, and the ledger is as it was" {
  local words wanted
  while IFS='|' read -r words wanted; do
    # shellcheck disable=SC2086 # words
    go ta-log -a desk $words
    ended 2 || { echo "$words"; return 1; }
    grep -qF -- "$wanted" err || { echo "$words"; cat err; return 1; }
    [ "$(wc -l <err)" -eq 1 ]
    [ ! -s out ]
    same before desk
  done <<'TABLE'
-i R17 anserd|the policy has no such event; it has answered, asked
-i R17 asked role=attorney|the event does not carry this field: role
-i R17 supplied role=zorro|the field cannot have this value: role
-i R17 supplied status=closed|the event does not carry this field: status
-i R17 supplied id=R99|the event does not carry this field: id
-i R17 supplied colour=red|is not a field of this policy
-i R17 --at 2026-11-25 noted|'at' is after today
-i R17 --at 2026-11-01 noted|'at' is before the day of receipt
-i R17 --at yesterday noted|'at' is no date or time
-i R17 --undo|the request has no event that can be undone
-i R17 --undo asked|--undo takes no event
-i R17|an event has to be named
-i R17 supplied --copy R99|no request has this id
-i R17 -m map noted|-m
-i R17 --at 11/24/26 noted|'at' has a year of two digits; write it with four, such as 2026-11-24
-i R17 --at 24.11.26T10:00 noted|'at' has a year of two digits; write it with four
-i R17 --at 11/24/2 noted|'at' is no date or time
-i R17 decided accept|ta-log: expected FIELD=VALUE, such as decision=accept
-i R17 decided perhaps|ta-log: expected FIELD=VALUE, such as decision=accept
-i R17 assigned mk|ta-log: expected FIELD=VALUE, such as assignee=
-i R17 supplied paralegal|ta-log: expected FIELD=VALUE, such as role=paralegal
-i R17 supplied zq7|ta-log: expected FIELD=VALUE, such as name=
-i R17 answered mk|ta-log: 'answered' carries no fields
-i R17 zorro mk|ta-log: expected FIELD=VALUE
-i R17 amended role=attorney role=paralegal|ta-log: 'role' is given twice, and only a list has several values
-i R17 decline|noted; did you mean 'decided decision=decline'?
-i R17 Declined|did you mean 'decided decision=decline' or 'decided ethics_flag=declined'?
-i R17 accept|did you mean 'decided decision=accept'?
-i R17 yes|the policy has no such event
TABLE
}

@test "by hand: the fold of twelve days, to the day" {
  ta-log -q -a desk -i R17 --at 2026-11-04 asked
  [ "$(value holds R17)" = 2026-11-04/.. ]
  ta-log -q -a desk -i R17 --at 2026-11-09 supplied supervisor_email=s@example.org supervisor_role=attorney
  [ "$(value holds R17)" = 2026-11-04/2026-11-09 ]
  ta-log -q -a desk -i R17 --at 2026-11-10 supplied phone=555-0100
  [ "$(value holds R17)" = 2026-11-04/2026-11-09 ]
  [ "$(value phone R17)" = 555-0100 ]
  ta-submit -q -t csv -f jsonl desk | ta-due -q | mlr --icsv --onidx filter '$id == "R17"' then cut -f ta_target | grep -qx 2026-12-01
  ta-log -q -a desk -i R17 --at 2026-11-18 answered
  ta-log -q -a desk -i R17 --at 2026-11-19 amended email=new@example.org 2>err
  [ "$(value answered R17) $(value status R17) $(value email R17)" = '2026-11-18 answered new@example.org' ]
  # as of an earlier day
  [ "$(value holds R17 -d 2026-11-08)" = 2026-11-04/.. ]
  [ -z "$(value answered R17 -d 2026-11-17)" ]
}

@test "undo: the last that was not undone, one after the other; what was undone may come again" {
  ta-log -q -a desk -i R17 --at 2026-11-04 asked
  ta-log -q -a desk -i R17 --at 2026-11-05 assigned assignee=mk
  ta-log -q -a desk -i R17 --undo
  [ "$(tail -n 1 desk | jq -r .undoes)" = 'assigned 2026-11-05' ]
  [ -z "$(value assignee R17)" ]
  ta-log -q -a desk -i R17 --undo
  [ "$(tail -n 1 desk | jq -r .undoes)" = 'asked 2026-11-04' ]
  [ -z "$(value holds R17)" ]
  log R17 --undo
  refused ta-log 'the request has no event that can be undone'
  ta-log -q -a desk -i R17 --at 2026-11-04 asked
  [ "$(value holds R17)" = 2026-11-04/.. ]
  log R17 --at 2026-11-04 asked
  ended 0
  says 'ta-log: 1 read, 0 added, 1 already there'
}

@test "two people answer at once: both lines are there, the second is told, the first day stays" {
  log R17 --at 2026-11-18 --by mk answered
  says 'ta-log: 1 read, 1 added'
  log R17 --at 2026-11-19 --by jo answered
  ended 0
  says 'ta-log: the request R17 was finished already; the event is added' 'ta-log: 1 read, 1 added'
  [ "$(value answered R17)" = 2026-11-18 ]
  # the same again, whoever says it, is there already
  log R17 --at 2026-11-18 --by jo --note again answered
  says 'ta-log: 1 read, 0 added, 1 already there'
}

@test "clock: now is refused before the latest event; with --at the later day counts as today" {
  ta-log -q -a desk -i R17 noted
  cp desk before
  TA_TODAY=2020-01-01 log R17 asked
  refused ta-log "the clock is before the ledger's latest event; set it, or give --at"
  same before desk
  TA_TODAY=2020-01-01 log R17 --at 2026-11-20 asked
  ended 0
  TA_TODAY=2020-01-01 log R17 --at 2026-11-25 asked
  refused ta-log "'at' is after today"
  TA_TODAY=2026-11-23 log R18 noted
  ended 0
}

@test "copy: the answers of another request, but its day of receipt and what is staff's" {
  ta-log -q -a desk -i R18 assigned assignee=mk
  ta-log -q -a desk -i R17 supplied --copy R18
  tail -n 1 desk | jq -e '.facts == "May he travel while he waits?" and .email == "ben@example.org"
    and (has("received") or has("assignee") | not)'
  # lists are added to
  [ "$(value topics R17)" = 'ethics;civil' ]
}

@test "clear: a field without a value is empty then, and not absent in the ledger" {
  ta-log -q -a desk -i R17 amended facts=
  [ "$(tail -n 1 desk | jq .facts)" = '""' ]
  [ -z "$(value facts R17)" ]
  [ -n "$(value facts R18)" ]
}

@test "values: one is read from a file, so that nobody sees it in the list of processes" {
  printf 'a long\nstory' >story
  ta-log -q -a desk -i R17 amended facts=@story
  [ "$(tail -n 1 desk | jq -r .facts)" = $'a long\nstory' ]
}

@test "files: rows are events; each reject says why, and goes back in; the same file again adds nothing" {
  printf '%s\n' id,event,at,by,note,phone R17,asked,2026-11-04,mk,, 'R17,supplied,11/9/2026 10:15,mk,called,555-0101' \
    'R99,asked,2026-11-04,,,' 'R18,asked,,,,' 'R18,asked,2026-12-24,,,' 'R18,asked,2026-11-01,,,' 'R18,anserd,2026-11-04,,,' \
    'R18,asked,2026-11-04,,,555-0102' ',,,,,' 'R2,,,,,555-0103' >sheet.csv
  go ta-log -a desk -r rejects.csv sheet.csv
  ended 1
  grep -qx 'ta-log: 9 read, 2 added, 6 rejected; rows without an event: 1; blank lines passed over: 1' err
  [ "$(column ta_rule rejects.csv | paste -sd' ')" = 'unknown-id no-day ahead before-receipt unknown-event not-taken' ]
  run ! grep 555 err
  [ "$(value holds R17)" = 2026-11-04/2026-11-09 ]
  cp desk before
  go ta-log -a desk -r again.csv sheet.csv
  grep -qx 'ta-log: 9 read, 0 added, 2 already there, 6 rejected; rows without an event: 1; blank lines passed over: 1' err
  same before desk
  mlr --csv put '$id = "R18"; $event = "asked"; $at = "2026-11-04"; $phone = ""' rejects.csv >mended.csv
  go ta-log -a desk -r none.csv mended.csv
  ended 0
  grep -q '1 added, 5 already there' err
}

@test "files: YAML and JSON Lines are files of events, too, and a map names the headings of a form" {
  printf '{"id":"R17","event":"asked","at":"2026-11-04"}\n' >one.jsonl
  printf 'id: R18\nevent: asked\nat: 2026-11-05\n' >two.yaml
  ta-log -q -a desk one.jsonl two.yaml
  printf '%s\n' 'Timestamp,Which request?,What happened?,Your name' '11/6/2026 9:00:00,R2,Replied,jo' >form
  printf '%s\n' 'version: 1' 'columns: {Timestamp: at, Which request?: id, What happened?: event, Your name: by}' >map.yaml
  ta-log -q -a desk -m map.yaml form
  [ "$(ta-log -q -t csv -f jsonl desk | mlr --icsv --onidx --ofs ' ' cut -o -f id,ta_event,at,by | paste -sd'|')" = \
    'R17 asked 2026-11-04 |R18 asked 2026-11-05 |R2 answered 2026-11-06T09:00:00-08:00 jo' ]
}

@test "files: one in which no column is the event is none, and is not passed over as one without events" {
  for heading in 'What happened' events ta_event; do
    printf '%s\n' "id,$heading,at" R17,asked,2026-11-04 >sheet.csv
    go ta-log -a desk -r rejects.csv sheet.csv
    refused ta-log "sheet.csv: no column says which event a row is; give that heading the name 'event', or name it in a map(; did you mean it by 'ta_event'\?)?"
    same before desk
  done
  [ ! -e rejects.csv ]
  # one in which nothing is filled in yet is
  printf '%s\n' id,Event,at R17,, >sheet.csv
  go ta-log -a desk sheet.csv
  ended 0
  says 'ta-log: 1 read, 0 added; rows without an event: 1'
}

@test "a queue in which staff have filled in three cells is a file of events, and nothing else" {
  pipe desk >queue.jsonl
  ta-route -q -t csv queue.jsonl >queue.csv
  mlr --csv put 'if ($id == "R17") { $event = "asked"; $at = "2026-11-20" }
    elif ($id == "R18") { $event = "assigned"; $at = "2026-11-20"; $assignee = "mk" }
    else { $event = ""; $at = "" }' queue.csv >filled.csv
  for again in 1 2; do
    go ta-log -a desk filled.csv
    ended 0
  done
  [ "$(wc -l <desk)" -eq 5 ]
  tail -n 1 desk | jq -e 'del(.ta_sum) == {id: "R18", at: "2026-11-20", assignee: "mk", ta_event: "assigned"} or
    del(.ta_sum) == {id: "R17", at: "2026-11-20", ta_event: "asked"}'
}

@test "timeline: in the order of moments, of all requests or of one" {
  ta-log -q -a desk -i R17 --at 2026-11-10 noted
  ta-log -q -a desk -i R18 --at 2026-11-05 noted
  ta-log -q -a desk -i R17 --at 2026-11-04 asked
  [ "$(ta-log -q -t csv -f jsonl desk | column at | paste -sd' ')" = '2026-11-04 2026-11-05 2026-11-10' ]
  [ "$(ta-log -q -i R17 -t csv -f jsonl desk | column at | paste -sd' ')" = '2026-11-04 2026-11-10' ]
}

@test "timeline: an id is the whole one, or the beginning of one alone, with or without events" {
  sed 's/^R2,.*/R171,2026-11-03,Di,di@example.org,attorney,case-consultation,civil,Is there a form for this?/' form.csv |
    sed -n '1p;4p' >more.csv
  ta-submit -q -a desk more.csv
  ta-log -q -a desk -i R171 --at 2026-11-10 noted
  ta-log -q -a desk -i R17 --at 2026-11-11 noted
  shows() { go ta-log -f jsonl -t csv "$@" desk; [ "$rc" -eq 0 ] && [ "$(column at out | paste -sd' ')" = "$shown" ]; }
  shown=2026-11-11 shows -i R17
  says 'ta-log: 6 read, 1 events'
  shown=2026-11-10 shows -i R171
  shown='' shows -i R18
  shown='' shows -i R2
  # events that stand before their request
  tac desk | sed 's/,"ta_sum":"[^"]*"//' >turned
  mv turned desk
  shown=2026-11-11 shows -i R17
  shown='2026-11-10 2026-11-11' shows
  go ta-log -i R1 desk
  refused ta-log 'several requests have an id that begins so'
  go ta-log -i R3 desk
  refused ta-log 'no request has this id'
  go ta-log -q -i R3 -o out.csv desk
  refused ta-log 'no request has this id'
  [ ! -e out.csv ]
}

@test "order: events that keep their moments give the same records in any order" {
  printf '%s\n' id,event,at,phone,assignee R17,asked,2026-11-04,, R17,supplied,2026-11-09T10:00:00-08:00,555-0100, \
    R17,assigned,2026-11-10,,mk R17,held,2026-11-12,, R17,resumed,2026-11-13,, R17,answered,2026-11-18,, >sheet.csv
  ta-log -q -a desk sheet.csv 2>err
  ta-submit -q -t csv -f jsonl desk >wanted
  for seed in 1 2 3; do
    cp before desk
    mlr --csv --from sheet.csv --seed "$seed" shuffle >shuffled.csv
    ta-log -q -a desk shuffled.csv 2>err
    ta-submit -q -t csv -f jsonl desk | same wanted -
  done
}

@test "a policy without events: ta-log says so, and does nothing" {
  sed '/^events:/,$d' "$root/lib/policy/default-policy.yaml" >policy.yaml
  TA_POLICY=policy.yaml log R17 noted
  refused ta-log "the policy has no 'events': see ta-policy\(5\)"
  same before desk
}

@test "timeline: a line that is damaged, or an event that cannot be read, is said with its number, status 1" {
  ta-log -q -a desk -i R17 --at 2026-11-10 noted
  ta-log -q -a desk -i R18 --at 2026-11-11 noted
  sed -i '4s/R17/R71/' desk
  go ta-log -t csv desk
  [ "$rc" -eq 1 ]
  says 'ta-log: desk:4: .*damaged.*' 'ta-log: 5 read, 1 events; damaged lines: 1'
  [ "$(column id out)" = R18 ]
  printf '{"id":"R1","ta_event":"anserd","at":"2026-11-04"}\n' >other.jsonl
  go ta-log -t csv other.jsonl
  [ "$rc" -eq 1 ]
  says 'ta-log: other.jsonl:1: .*the policy has no such event.*' 'ta-log: 1 read, 0 events; damaged lines: 1'
}

# What is read again

@test "a file that is read again: what has become of the request since is no event" {
  ta-submit -q -t csv -f jsonl desk | ta-validate -q | ta-due -q | ta-prioritize -q | ta-route -q |
    mlr --csv filter '$id == "R17"' then put '$event = "supplied"; $at = "2026-11-05"; $phone = "555-0101"' >queue.csv
  printf '%s\n' id,event,at,phone R18,asked,2026-11-06, R2,supplied,2026-11-06,555-0102 >sheet.csv
  ta-log -q -a desk queue.csv sheet.csv
  ta-log -q -a desk -i R17 --at 2026-11-10 amended email=new@example.org role=attorney phone=555-0109
  ta-log -q -a desk -i R18 --at 2026-11-10 amended facts='Something else.'
  ta-log -q -a desk -i R2 --at 2026-11-10 supplied phone=555-0103
  cp desk before
  go ta-log -a desk queue.csv sheet.csv
  ended 0
  says 'ta-log: 3 read, 0 added, 3 already there'
  same before desk
  [ "$(value email R17) $(value phone R17)" = 'new@example.org 555-0109' ]
  # what staff fill in later in the same row is another event, of that cell alone
  mlr --csv put '$supervisor_email = "s@example.org"' queue.csv >more.csv
  go ta-log -a desk more.csv
  says 'ta-log: 1 read, 1 added'
  tail -n 1 desk | jq -e 'del(.ta_sum) == {id: "R17", at: "2026-11-05", ta_event: "supplied", supervisor_email: "s@example.org"}'
}

@test "any order of the rows of a sheet makes the same requests, also where a row says what is so already" {
  ta-log -q -a desk -i R17 --at 2026-11-03 supplied phone=555-0100
  printf '%s\n' R17,supplied,2026-11-12,555-0100 R17,supplied,2026-11-10,555-0101 R18,answered,2026-11-12, \
    R18,reopened,2026-11-13, >rows
  cp desk start
  for order in cat tac; do
    cp start desk
    { echo id,event,at,phone; $order rows; } >sheet.csv
    ta-log -q -a desk sheet.csv
    [ "$(value phone R17)" = 555-0100 ] || { echo "$order"; return 1; }
    [ "$(value status R18)" = new ] || { echo "$order"; return 1; }
    cp desk before
    go ta-log -a desk sheet.csv
    says 'ta-log: 4 read, 0 added, 4 already there'
    same before desk
  done
}

@test "verified: what the requester has claimed is staff's word once a row says so" {
  printf '%s\n' id,received,email,role,assistance,facts,ovc_grantee \
    R30,2026-11-02,d@example.org,attorney,case-consultation,'May he work?',yes >form.csv
  ta-submit -q -a desk form.csv
  printf '%s\n' id,event,at,ovc_grantee R30,verified,2026-11-12,yes >sheet.csv
  go ta-log -a desk sheet.csv
  says 'ta-log: 1 read, 1 added'
  [ "$(value ta_verified R30)" = ovc_grantee ]
  go ta-log -a desk sheet.csv
  says 'ta-log: 1 read, 0 added, 1 already there'
}

@test "undone: a row can take an event back, once; a row whose event was taken back says so when it comes again" {
  printf '%s\n' id,event,at,undoes R17,answered,2026-11-18, R17,undone,2026-11-19,'answered 2026-11-18' >sheet.csv
  go ta-log -a desk sheet.csv
  ended 0
  says 'ta-log: 2 read, 2 added'
  [ -z "$(value status R17)" ]
  cp desk before
  sed -i 2d sheet.csv
  go ta-log -a desk sheet.csv
  says 'ta-log: 1 read, 0 added, 1 already there'
  same before desk
  printf '%s\n' id,event,at R17,answered,2026-11-18 >again.csv
  go ta-log -a desk again.csv
  ended 1
  grep -q 'again.csv:2: row 2: .*this event was taken back before, and is added again.* \[taken-back\]' err
  grep -q '1 added; taken back before and added again: 1' err
  [ "$(value status R17)" = answered ]
  go ta-log -a desk -i R17 --undo
  says 'ta-log: 1 read, 1 added; taken back: answered 2026-11-18'
  printf '%s\n' id,event,at,undoes R17,undone,2026-11-19, R17,undone,2026-11-19,answered R17,undone,2026-11-19,'answerd 2026-11-18' >bad.csv
  go ta-log -a desk bad.csv
  ended 1
  [ "$(grep -c "'undoes' does not name an event and its moment" err)" -eq 3 ]
  # what one row takes back is not what the next does
  printf '%s\n' id,event,at,undoes R17,noted,2026-11-19,'assigned 2026-11-18' R17,undone,2026-11-19, >bad.csv
  go ta-log -a desk bad.csv
  grep -q "bad.csv:3: .*'undoes' does not name an event and its moment" err
}

@test "undo before and after: the events of a timeline make the same requests in another ledger" {
  ta-log -q -a desk -i R17 --at 2026-11-04 asked
  ta-log -q -a desk -i R17 --at 2026-11-04 answered
  ta-log -q -a desk -i R17 --at 2026-11-05 --undo
  ta-log -q -a desk -i R18 --at 2026-11-05 supplied phone=555-0101 topics=benefits
  ta-log -q -a desk -i R18 --at 2026-11-05 --undo
  ta-log -q -t csv -f jsonl desk | mlr --csv rename ta_event,event then cut -x -r -f '^ta_' >events.csv
  ta-submit -q -f jsonl desk >wanted
  for order in cat 'mlr --csv tac'; do
    cp before copy
    $order events.csv >turned.csv
    ta-log -q -a copy turned.csv || [ $? -eq 1 ]
    ta-submit -q -f jsonl copy | sed 's/copy/desk/' >got
    diff <(mlr --ijsonl --ojsonl cut -x -f ta_line,ta_source wanted) <(mlr --ijsonl --ojsonl cut -x -f ta_line,ta_source got)
  done
}

@test "noted: two notes of one day are two events; a note that came before is there" {
  printf '%s\n' id,event,at,note 'R17,noted,2026-11-05,called at ten' 'R17,noted,2026-11-05,she withdraws' >sheet.csv
  go ta-log -a desk sheet.csv
  says 'ta-log: 2 read, 2 added'
  go ta-log -a desk sheet.csv
  says 'ta-log: 2 read, 0 added, 2 already there'
}

@test "decisions: what ta-log(1) says to log of each queue, it is what takes a request out of it" {
  local id queue words wanted
  printf '%s\n' id,received,email,role,assistance,document,facts,own_case,attachments \
    E1,2026-11-02,a@example.org,other,case-consultation,,'Does the notice of her agency count as a filing?',, \
    E2,2026-11-02,b@example.org,other,case-consultation,,'Is the notice of his agency a filing?',, \
    S1,2026-11-02,c@example.org,attorney,document-review,other-immigration,'Is this reply complete?',,'uscis-decision;draft-response' \
    S2,2026-11-02,d@example.org,attorney,document-review,other-immigration,'Is that letter complete?',, \
    M1,2026-11-02,e@example.org,attorney,case-consultation,,'May I work while I wait for it?',yes, \
    M2,2026-11-02,f@example.org,attorney,case-consultation,,'May I travel while I wait for it?',yes, >form.csv
  ta-submit -q -a desk form.csv 2>err
  routes() { ta-submit -q -t csv -f jsonl desk | ta-validate -q 2>/dev/null | ta-due -q 2>/dev/null | ta-route -q |
    mlr --icsv --onidx filter "\$id == \"$1\"" then cut -f ta_queue; }
  while IFS='|' read -r id queue words wanted; do
    [ "$(routes "$id")" = "$queue" ] || { echo "$id $(routes "$id")"; return 1; }
    # shellcheck disable=SC2086 # words
    ta-log -q -a desk -i "$id" $words
    [ "$(routes "$id")" = "$wanted" ] || { echo "$id $words $(routes "$id")"; return 1; }
  done <<'TABLE'
E1|eligibility-review|decided decision=accept|case-consultation
E2|eligibility-review|decided decision=decline|declined
S1|scope-review|decided decision=accept|document-review
S2|scope-review|decided decision=decline|declined
M1|eligibility-review|amended role=survivor|hotline
M2|eligibility-review|decided decision=accept|case-consultation
R18|case-consultation|decided ethics_flag=review|ethics-review
R18|ethics-review|decided ethics_flag=cleared|case-consultation
R18|case-consultation|decided ethics_flag=declined|declined
R2|case-consultation|decided overuse_flag=redirect|materials
R2|materials|decided overuse_flag=cleared|case-consultation
TABLE
}

@test "no event: a row that says something without it is said, counted apart and handed back" {
  ta-log -q -a desk -i R18 --at 2026-11-10 assigned assignee=mk
  ta-log -q -a desk -i R2 --at 2026-11-10 assigned assignee=mk
  pipe desk >queue.jsonl
  ta-route -q -t csv --columns staff queue.jsonl >queue.csv
  # untouched, also when another has the request by now
  ta-log -q -a desk -i R18 --at 2026-11-11 assigned assignee=jo
  go ta-log -a desk -r rejects.csv queue.csv
  ended 0
  says 'ta-log: 3 read, 0 added; rows without an event: 3'
  cp desk before
  mlr --csv put '$id == "R17" { $decision = "accept" } $id == "R2" { $assignee = "zq7" }' queue.csv >filled.csv
  go ta-log -a desk -r rejects.csv filled.csv
  ended 1
  same before desk
  grep -qE "filled.csv:[0-9]: row [0-9]: id R17: what happened is missing: the cell 'event' is blank, but 'decision' is filled in \[no-event\]" err
  grep -q "id R2: what happened is missing: the cell 'event' is blank, but 'assignee' is filled in \[no-event\]" err
  grep -qx 'ta-log: 3 read, 0 added; rows that say something without an event: 2; rows without an event: 1' err
  run ! grep zq7 err
  [ "$(column ta_rule rejects.csv | paste -sd' ')" = 'no-event no-event' ]
  mlr --csv put '$at = "2026-11-20"; $event = $id == "R17" ? "decided" : "assigned"' rejects.csv >mended.csv
  go ta-log -a desk mended.csv
  says 'ta-log: 2 read, 2 added'
  [ "$(value decision R17)$(value assignee R2)" = acceptzq7 ]
  # words of events, whatever the request is
  for row in 'R17,,2026-11-04,,' 'R17,,,mk,' 'R99,,,,called'; do
    printf '%s\n' id,event,at,by,note "$row" >sheet.csv
    go ta-log -q -a desk sheet.csv
    ended 1
    grep -q "the cell 'event' is blank, but '\(at\|by\|note\)' is filled in" err
  done
}

@test "files: a column that is missing is said once, with the heading that may be it" {
  local head wanted
  while IFS='|' read -r head wanted; do
    printf '%s\n' "$head" R17,asked,2026-11-04,mk R18,asked,2026-11-04,mk >sheet.csv
    printf '%s\n' id,event,at R17,asked,2026-11-04 >first.csv
    go ta-log -a desk first.csv sheet.csv
    ended 2
    [ "$(<err)" = "ta-log: sheet.csv: no column says $wanted" ] || { cat err; return 1; }
    same before desk
  done <<'TABLE'
id,event,date,by|when it happened; give that heading the name 'at', or name it in a map; did you mean it by 'date'?
id,event,Date of the event,by|when it happened; give that heading the name 'at', or name it in a map; did you mean it by 'Date of the event'?
id,event,moment,by|when it happened; give that heading the name 'at', or name it in a map
Request,event,at,by|which request a row is about; give that heading the name 'id', or name it in a map; did you mean it by 'Request'?
number,event,at,by|which request a row is about; give that heading the name 'id', or name it in a map
id,what,at,by|which event a row is; give that heading the name 'event', or name it in a map
TABLE
}

@test "says nothing: an event that does nothing but carry has to carry something" {
  printf '%s\n' id,event,at,note,assignee,decision R17,assigned,2026-11-20,zq7,, R17,decided,2026-11-20,,, R18,verified,2026-11-20,,, \
    R18,amended,2026-11-20,,, R18,answered,2026-11-20,,, R2,noted,2026-11-20,,, >sheet.csv
  go ta-log -a desk -r rejects.csv sheet.csv
  ended 1
  grep -qF 'sheet.csv:2: row 2: id R17: assigned carries nothing: fill in assignee [says-nothing]' err
  grep -qF 'id R17: decided carries nothing: fill in decision, ethics_flag or overuse_flag [says-nothing]' err
  grep -qF 'id R18: verified carries nothing: fill in ovc_grantee, courses_passed or courses_taken [says-nothing]' err
  grep -qF 'id R18: amended carries nothing: fill in a field that it takes [says-nothing]' err
  grep -qx 'ta-log: 6 read, 2 added, 4 rejected' err
  [ "$(mlr --icsv --onidx head -n 1 then cut -f note rejects.csv)" = zq7 ]
  mlr --csv head -n 1 then put '$assignee = "mk"' rejects.csv >mended.csv
  go ta-log -a desk mended.csv
  says 'ta-log: 1 read, 1 added'
  cp desk before
  log R17 decided
  refused ta-log 'decided carries nothing: fill in decision, ethics_flag or overuse_flag'
  log R17 --note zq7 assigned
  refused ta-log 'assigned carries nothing: fill in assignee'
  same before desk
  log R17 assigned assignee=
  ended 0
  log R17 supplied
  ended 0
}

@test "a row whose cells are what the request has: it is there already, but its note is not lost" {
  pipe desk >queue.jsonl
  ta-route -q -t csv --columns staff queue.jsonl | mlr --csv filter '$id == "R17"' then put \
    '$event = "assigned"; $at = "2026-11-20"; $assignee = "mk"; $note = "first"' >staff.csv
  go ta-log -a desk staff.csv
  says 'ta-log: 1 read, 1 added'
  go ta-log -a desk staff.csv
  says 'ta-log: 1 read, 0 added, 1 already there'
  # another note, in two copies of the row
  mlr -I --csv put '$note = "second"' staff.csv
  go ta-log -a desk staff.csv staff.csv
  says 'ta-log: 2 read, 1 added, 1 already there'
  tail -n 1 desk | jq -e 'del(.ta_sum) == {id: "R17", at: "2026-11-20", note: "second", ta_event: "assigned"}'
  go ta-log -a desk staff.csv
  says 'ta-log: 1 read, 0 added, 1 already there'
  # a row that never was an event, in a queue whose request has it already
  mlr -I --csv put '$at = "2026-11-21"; $note = ""' staff.csv
  go ta-log -a desk staff.csv
  says 'ta-log: 1 read, 0 added, 1 already there'
  mlr -I --csv put '$note = "third"' staff.csv
  for again in '1 added' '0 added, 1 already there'; do
    go ta-log -a desk staff.csv
    says "ta-log: 1 read, $again"
  done
  [ "$(value assignee R17)" = mk ]
  [ "$(wc -l <desk)" -eq 6 ]
}

@test "in a file a number is no beginning of another; by hand it is" {
  sed 's/^R17,/20,/' form.csv >numbers.csv
  ta-submit -q --new -a numbers numbers.csv
  printf '%s\n' id,event,at 2,answered,2026-11-05 >sheet.csv
  go ta-log -a numbers -r rejects.csv sheet.csv
  ended 1
  [ "$(column ta_rule rejects.csv)" = unknown-id ]
  go ta-log -a numbers -i 2 --at 2026-11-05 noted
  ended 0
}

@test "a clock that was wrong: an event that was taken back is not the latest" {
  TA_TODAY=2036-01-02 ta-log -q -a desk -i R17 noted
  log R17 asked
  refused ta-log "the clock is before the ledger's latest event; set it, or give --at"
  ta-log -q -a desk -i R17 --at 2026-11-24 --undo
  log R17 asked
  ended 0
  log R17 --at 2036-01-01 asked
  refused ta-log "'at' is after today"
}

@test "queues by --spreadsheet-safe: its apostrophes are no part of a value" {
  printf '%s\n' id,received,email,role,assistance,phone,facts \
    'R30,2026-11-02,d@example.org,attorney,case-consultation,+1 555 0124,- May she work?' >form.csv
  ta-submit -q -a desk form.csv
  ta-submit -q -t csv -f jsonl desk | ta-validate -q | ta-route -q --spreadsheet-safe |
    mlr --csv filter '$id == "R30"' then put '$event = "supplied"; $at = "2026-11-05"; $supervisor_name = "Sam"' >queue.csv
  grep -q "'+1 555" queue.csv
  go ta-log -a desk queue.csv
  ended 0
  tail -n 1 desk | jq -e 'del(.ta_sum) == {id: "R30", at: "2026-11-05", ta_event: "supplied", supervisor_name: "Sam"}'
  # an apostrophe of the requester's own stays, and what has changed since is no event
  ta-log -q -a desk -i R30 --at 2026-11-06 supplied phone=555-0101 "organization='-house"
  cp desk before
  go ta-log -a desk queue.csv
  says 'ta-log: 1 read, 0 added, 1 already there'
  same before desk
  ta-submit -q -t csv -f jsonl desk | ta-validate -q | ta-route -q --spreadsheet-safe |
    mlr --csv filter '$id == "R30"' then put '$event = "supplied"; $at = "2026-11-07"; $supervisor_name = "Kim"' >queue.csv
  ta-log -q -a desk queue.csv
  tail -n 1 desk | jq -e 'del(.ta_sum) == {id: "R30", at: "2026-11-07", ta_event: "supplied", supervisor_name: "Kim"}'
}

@test "by hand: what no line may hold is refused, and no ledger is begun" {
  local words
  for words in "--note $(printf 'a\vb')" "--by $(printf 'm\033k')"; do
    # shellcheck disable=SC2086 # an option and its value
    go ta-log -a desk -i R17 $words noted
    refused ta-log '.*holds a control character.*'
  done
  TA_BY=$(printf 'm\001') log R17 --undo
  ended 2
  same before desk
  go ta-log -a nowhere.jsonl -i R17 noted
  refused ta-log '.*nowhere.jsonl: there is no such file; a ledger begins with its requests.*'
  [ ! -e nowhere.jsonl ]
}

@test "copy: one's own values count before the copied; an event without answers copies nothing" {
  go ta-log -a desk -i R17 supplied --copy R18 phone=555-0107
  ended 0
  tail -n 1 desk | jq -e '.phone == "555-0107" and .email == "ben@example.org"'
  go ta-log -a desk -i R17 answered --copy R18
  refused ta-log 'the event carries no answers, so there is nothing to copy'
}

@test "finished already: said of what leaves it finished, and no id that may be an answer" {
  ta-log -q -a desk -i R17 answered
  go ta-log -a desk -i R17 reopened
  says 'ta-log: 1 read, 1 added'
  printf '%s\n' id,received,email,role,assistance,facts \
    'ana b@example.org,2026-11-02,e@example.org,attorney,case-consultation,why?' >form.csv
  ta-submit -q -a desk form.csv
  ta-log -q -a desk -i 'ana b' answered
  go ta-log -a desk -i 'ana b' --at 2026-11-23 noted
  says 'ta-log: the request was finished already; the event is added' 'ta-log: 1 read, 1 added'
}

@test "values: the file may lie anywhere" {
  mkdir elsewhere desk.d
  mv desk desk.d/desk
  printf 555-0108 >elsewhere/phone
  cd desk.d
  TMPDIR=$PWD go ta-log -a desk -i R17 amended phone=@../elsewhere/phone
  ended 0
  [ "$(tail -n 1 desk | jq -r .phone)" = 555-0108 ]
}

@test "an event that the policy does not have any more is said, by its own rule, and the others count" {
  ta-log -q -a desk -i R17 --at 2026-11-04 held
  ta-policy | sed '/^  - {id: held,/d' >policy.yaml
  go ta-log -p policy.yaml -a desk -i R17 --at 2026-11-06 noted
  ended 1
  grep -q 'desk:4: row 4: .*the policy has no such event \[bad-event\]' err
}

@test "files: JSON Lines of no bytes are no events; an empty table is no file of events" {
  : >none.jsonl
  : >none.csv
  go ta-log -a desk none.jsonl
  ended 0
  says 'ta-log: 0 read, 0 added'
  go ta-log -a desk none.csv
  refused ta-log 'none.csv: there is nothing in it, not even a header'
  same before desk
}

@test "alerts: an event that makes a request a survivor's says so at once, by hand and in a file, once" {
  printf '%s\n' id,received,email,role,assistance,facts A1,2026-11-02,a@example.org,attorney,general-information,'Which forms are new this year and where are they kept' \
    A2,2026-11-02,b@example.org,attorney,general-information,'Which forms are new this year and where are they kept' >form.csv
  ta-submit -q -a alert.jsonl form.csv
  go ta-log -q -a alert.jsonl -i A1 --at 2026-11-20 amended role=survivor
  [ "$rc" -eq 0 ]
  grep -q 'id A1: This may be a survivor\. .* 1-888-539-2373, .*\[survivor\]$' err
  # it was said
  go ta-log -q -a alert.jsonl -i A1 --at 2026-11-21 noted
  [ "$rc" -eq 0 ]
  [ ! -s err ]
  printf '%s\n' id,event,at,own_case A2,amended,2026-11-22,yes >events.csv
  go ta-log -q -a alert.jsonl events.csv
  [ "$rc" -eq 0 ]
  grep -q 'id A2: .* \[may-be-survivor\]$' err
  # a decision ends it, and who opens the request again is told again
  ta-log -q -a alert.jsonl -i A2 --at 2026-11-22 decided decision=accept
  ta-log -q -a alert.jsonl -i A2 --at 2026-11-22 closed
  go ta-log -q -a alert.jsonl -i A2 --at 2026-11-23 reopened
  grep -q 'id A2: .* \[may-be-survivor\]$' err
}

@test "a timeline is added to another ledger when its column is named event, and that is said" {
  cd "$BATS_TEST_TMPDIR" || return 1
  cp "$examples/desk/desk.jsonl" whole.jsonl
  grep -v '"ta_event"' whole.jsonl >lost.jsonl
  chmod 600 ./*.jsonl
  ta-log -q -t csv whole.jsonl >events.csv
  go ta-log -a lost.jsonl events.csv
  refused ta-log "events.csv: no column says which event a row is; give that heading the name 'event', or name it in a map; did you mean it by 'ta_event'\?"
  sed '1s/ta_event/event/' events.csv >named.csv
  go ta-log -a lost.jsonl named.csv
  ended 0
  ta-log -q -t csv lost.jsonl | sort | same - <(sort events.csv)
}
