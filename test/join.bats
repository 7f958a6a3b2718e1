#!/usr/bin/env bats
# Staff's side of the records, joined from tables of their own.

load helper

setup_file() {
  quick
  cd "$BATS_FILE_TMPDIR" || return 1
  printf '%s\n' id,received,email,role,assistance,facts,ovc_grantee,courses_passed \
    1,2026-11-02,a@example.org,attorney,case-consultation,why,no, \
    2,2026-11-03,B@Example.org,attorney,case-consultation,why,unsure,ethics \
    3,2026-11-04,c@example.org,attorney,general-information,why,, >requests.csv
}

setup() {
  quick
  cd "$BATS_TEST_TMPDIR" || return 1
  cp "$BATS_FILE_TMPDIR/requests.csv" .
}

# denied FILE SENTENCE: the table is an error before the first byte of output.
denied() {
  run -2 --separate-stderr ta-submit --join "$1" requests.csv
  [ -z "$output" ]
  # shellcheck disable=SC2154 # set by run
  [ "$stderr" = "ta-submit: $2" ] || { echo "$stderr"; return 1; }
}

# the summary of a run in which nothing is amiss
all='ta-submit: 3 read, 3 taken'

# joins TABLE [FILE]: into joined.csv, with status 0.
joins() {
  go ta-submit --join "$1" -o joined.csv "${2-requests.csv}"
  ended 0
}

# of ID FIELD: that field of the joined record.
of() {
  mlr -S --icsv --onidx filter "\$id == \"$1\"" then cut -f "$2" joined.csv
}

@test "join: by id, only what the table has, and no record more or less" {
  printf '%s\n' id,status,holds,assignee 2,on-hold,2026-11-05/..,Kim 1,new,, >staff.csv
  ta-submit -q --join staff.csv -o joined.csv requests.csv
  [ "$(column id joined.csv | paste -sd,)" = 1,2,3 ]
  [ "$(of 2 status),$(of 2 holds),$(of 2 assignee)" = on-hold,2026-11-05/..,Kim ]
  [ "$(of 1 status)" = new ]
  [ -z "$(of 3 status)" ]
  # the requester's own columns are what they were
  ta-submit -q -o plain.csv requests.csv
  same <(mlr -S --csv cut -x -f status,holds,assignee,ta_verified joined.csv) plain.csv
}

@test "join: by address, whatever its case, over what the form said, but blank says nothing" {
  printf '%s\n' Email,ovc_grantee,courses_passed,ethics_flag '" b@example.ORG ",Yes,,Review' \
    'a@example.org,,"Human Trafficking Defined; T Visas Part 1",' >roster.csv
  ta-submit -q --join roster.csv -o joined.csv requests.csv
  [ "$(of 2 ovc_grantee),$(of 2 courses_passed),$(of 2 ethics_flag)" = yes,ethics,review ]
  [ "$(of 1 ovc_grantee),$(of 1 courses_passed)" = "no,human-trafficking-defined;t-visas-part-1" ]
}

@test "join: an ethics flag, an overuse flag and a hold reach the queue" {
  printf '%s\n' email,ethics_flag,overuse_flag a@example.org,review, b@example.org,,redirect >flags.csv
  printf '%s\n' id,status,holds 3,on-hold,2026-11-05/.. >staff.csv
  ta-submit -q --join flags.csv --join staff.csv requests.csv | ta-validate -q | ta-due -q |
    ta-prioritize -q | ta-route -q >joined.csv
  [ "$(of 1 ta_queue)" = ethics-review ]
  [ "$(of 2 ta_queue)" = materials ]
  [ "$(of 3 ta_due_status)" = on-hold ]
}

@test "join: tables are joined in turn, in any format" {
  printf '%s\n' '{"id":1,"status":"new","assignee":"Ana"}' >one.jsonl
  printf '%s\n' 'id: "1"' 'status: closed' >two.yaml
  ta-submit -q --join one.jsonl --join two.yaml -o joined.csv requests.csv
  [ "$(of 1 status),$(of 1 assignee)" = closed,Ana ]
  # a later record of a table may bring a field that the first does not have
  printf '%s\n' '{"id":"1","status":"new"}' '{"id":"2","assignee":"Kim"}' >three.jsonl
  ta-submit -q --join three.jsonl -o joined.csv requests.csv
  [ "$(of 1 status),$(of 1 assignee),$(of 2 status),$(of 2 assignee)" = new,,,Kim ]
}

@test "join: each record of a table needs the key, which is its id wherever it stands" {
  printf '%s\n' '{"status":"closed"}' '{"id":"1","status":"closed"}' >late.jsonl
  denied late.jsonl "late.jsonl:1: the key is missing: a column 'id' or 'email'"
  # two requests of one person are two rows by their ids
  printf '%s\n' status,Email,ID,assignee new,a@example.org,1,Ana closed,a@example.org,3,Kim >staff.csv
  joins staff.csv
  [ "$(of 1 status),$(of 1 assignee),$(of 3 status),$(of 3 assignee),$(of 3 email)" = new,Ana,closed,Kim,c@example.org ]
  says "ta-submit: staff.csv: no join fills these columns, which are left out: 'Email'" "$all"
}

@test "join: where no address makes an id, the id alone is a key" {
  ta-policy | sed 's/from: \[email, received, facts\]/from: [received, facts]/' >no-address.yaml
  printf '%s\n' email,status a@example.org,closed >staff.csv
  run -2 --separate-stderr ta-submit -p no-address.yaml --join staff.csv requests.csv
  # shellcheck disable=SC2154 # set by run
  [ "$stderr" = "ta-submit: staff.csv: the key is missing: a column 'id'" ]
}

@test "join: a word that the policy has for none is a no, and empties the field; a blank cell says nothing" {
  for no in None none. 'N/A' n/a ' Not yet ' 'None; N/A' 'None, not yet' '"No"' 'None&nbsp;yet'; do
    printf '%s\n' id,courses_passed "2,\"${no//\"/}\"" >staff.csv
    joins staff.csv
    [ "$(of 2 courses_passed)" = '' ] || { echo "$no"; return 1; }
    [ "$(of 2 ta_verified)" = courses_passed ]
  done
  # no word of the policy's; an answer beside such a word; a word of another field's
  for no in '' ' ' - '—' ';' $'\xc2\xa0'; do
    printf '%s\n' id,courses_passed "2,$no" >staff.csv
    joins staff.csv
    [ "$(of 2 courses_passed),$(of 2 ta_verified)" = ethics, ] || { echo "$no"; return 1; }
  done
  printf '%s\n' id,courses_passed '2,"None, T Visas Part 1"' >staff.csv
  joins staff.csv
  [ "$(of 2 courses_passed)" = t-visas-part-1 ]
  # `no` is a value of this field, and what has no words for none keeps them as text
  printf '%s\n' id,ovc_grantee,assignee,merged_into 2,No,None,N/A 1,"Not applicable",, >staff.csv
  joins staff.csv
  [ "$(of 2 ovc_grantee),$(of 2 assignee),$(of 2 merged_into)" = no,None,N/A ]
  [ "$(of 1 ovc_grantee)" = '' ]
  # in every format
  printf -- '- {id: 2, courses_passed: None}\n- {id: 1, ovc_grantee: N/A}\n- {id: 3, ovc_grantee: ""}\n' >staff.yaml
  printf '%s\n' '{"id":2,"courses_passed":["None","N/A"]}' '{"id":1,"ovc_grantee":"N/A"}' '{"id":3,"ovc_grantee":null}' >staff.jsonl
  for table in staff.yaml staff.jsonl; do
    joins $table
    [ "$(of 2 courses_passed),$(of 1 ovc_grantee),$(of 2 ovc_grantee)" = ,,unsure ]
    [ "$(of 2 ta_verified),$(of 1 ta_verified),$(of 3 ta_verified)" = courses_passed,ovc_grantee, ]
  done
}

@test "join: a no takes a first-time requester's course away, and the queue knows" {
  printf '%s\n' id,received,email,role,assistance,document,topics,facts,attachments,courses_passed \
    4,2026-11-02,a@example.org,attorney,document-review,t-visa-rfe,t-visa,why,draft-response,human-trafficking-defined\;t-visas-part-1 >review.csv
  printf '%s\n' id,courses_passed 4,None >staff.csv
  ta-submit -q review.csv | ta-validate -q | ta-route -q >joined.csv
  before=$(of 4 ta_findings)
  ta-submit -q --join staff.csv review.csv | ta-validate -q | ta-route -q >joined.csv
  [ "$before" != "$(of 4 ta_findings)" ]
  [ "$(of 4 ta_verified)" = courses_passed ]
}

@test "join: what no table fills is left out and said once, and no requester's field is changed" {
  printf '%s\n' id,Name,remarks,Facts\ and\ Questions,status,remarks,received,Colour \
    '1,Somebody,secret,other,closed,x,2020-01-01,red' '2,,,,,,,' >staff.csv
  joins staff.csv
  says "ta-submit: staff.csv: no join fills these columns, which are left out: 'Name', 'remarks', 'Facts and Questions', 'remarks', 'received', 'Colour'" "$all"
  ta-submit -q -o plain.csv requests.csv
  same <(mlr -S --csv cut -x -f status,ta_verified joined.csv) plain.csv
  [ "$(of 1 status)" = closed ]
  go ta-submit -q --join staff.csv -o quiet.csv requests.csv
  silent 0
  same joined.csv quiet.csv
  # also where they would be no answers, or two of one field, and where a record brings them later
  printf '%s\n' id,Role,Your\ role,Phone,Telephone,status '1,x,y,1,2,closed' >staff.csv
  printf '%s\n' '{"id":1,"status":"closed"}' '{"id":2,"role":"x","Your role":"y","colour":"red"}' >staff.jsonl
  joins staff.csv
  [ "$(of 1 role),$(of 1 status)" = attorney,closed ]
  joins staff.jsonl
  [ "$(of 2 role),$(of 1 status)" = attorney,closed ]
  says "ta-submit: staff.jsonl: no join fills these columns, which are left out: 'role', 'Your role', 'colour'" "$all"
  # a heading is shown as a terminal can bear it; one that is blank has no name
  printf '%s\n' id,status,,$'a\xe2\x80\xaeb' 1,closed,, >staff.csv
  joins staff.csv
  says "ta-submit: staff.csv: no join fills these columns, which are left out: '', 'a\\\\u\\{202e\\}b'" "$all"
}

@test "join: of many columns that are left out the message names the first, and counts the others" {
  { printf 'id,status'; printf ',c%s' {1..30}; printf '\n1,closed'; printf ',%.0s' {1..30}; echo; } >staff.csv
  joins staff.csv
  says "ta-submit: staff.csv: no join fills these columns, which are left out: 'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8' and 22 more" "$all"
}

@test "join: a column that is nearly one that a join fills stops, by name or label" {
  near="is not a field that a join can fill; did you mean"
  while IFS=, read -r name wanted; do
    printf '%s\n' "id,$name" 1,x >t.csv
    denied t.csv "t.csv: '$name' $near '$wanted'?"
    printf '%s\n' '{"id":1,"status":"new"}' "{\"id\":2,\"$name\":\"x\"}" >t.jsonl
    denied t.jsonl "t.jsonl: '$name' $near '$wanted'?"
  done <<'END'
statsu,status
Statsu,status
asignee,assignee
Ethics flg,ethics_flag
Couses passed,Courses passed
Trainings complete,Trainings completed
END
}

@test "join: a queue of some day is no table of staff's" {
  queue="it has columns of the tools (ta_rank): it is a queue of some day, whose states would come back; ta-log takes it, with a column 'event'"
  printf '%s\n' id,ta_rank,status 2,1,closed >queue.csv
  denied queue.csv "queue.csv: $queue"
  printf '%s\n' ta_rank,status,remarks,statsu,id 1,closed,,,2 >queue.csv
  denied queue.csv "queue.csv: $queue"
  printf '%s\n' '{"id":1,"status":"new"}' '{"id":2,"ta_rank":1}' >queue.jsonl
  denied queue.jsonl "queue.jsonl: $queue"
  printf -- '- {id: 2, status: closed, ta_rank: 1}\n' >queue.yaml
  denied queue.yaml "queue.yaml: $queue"
  # no more do a ledger, a file of rejects, and records that ta-submit wrote
  ta-submit -q -a ledger.jsonl requests.csv
  ta-submit -q -o records.csv requests.csv
  for table in ledger.jsonl records.csv; do denied $table "$table: ${queue/rank/source}"; done
  pipe requests.csv >queue.csv
  denied queue.csv "queue.csv: ${queue/rank/source}"
  # and nothing is written
  printf '%s\n' id,ta_rank,status 2,1,closed >queue.csv
  echo old >out.csv
  run -2 ta-submit --join queue.csv -o out.csv requests.csv
  [ "$(cat out.csv)" = old ]
}

@test "join: a value that its field cannot have is said by line and id, and the field stays as it was" {
  sed 's/$/,/; 1s/$/status/; 2s/$/answered/' requests.csv | sed '1s/,status/,status,answered,holds/; 2,$s/$/,2026-11-20,2026-11-05/' >with.csv
  printf '%s\n' id,status,answered,holds,ovc_grantee,assignee 1,closd,2026-02-30,soon,maybe,Kim '2,new,11/25/2026,"2026-11-05/..; 2026-11-09",Yes,' >staff.csv
  go ta-submit --join staff.csv -o joined.csv with.csv
  [ "$rc" -eq 1 ]
  bad() { echo "ta-submit: staff.csv:2: row 2: id 1: $1: the field cannot have this value and stays as it was; expected $2 \\[bad-value\\]"; }
  says "$(bad status 'new, on-hold, answered, closed, withdrawn or merged')" "$(bad answered 'a date, such as 2026-11-24')" \
    "$(bad holds 'spans, such as 2026-11-02/2026-11-09 or 2026-11-20/\.\.')" "$(bad ovc_grantee 'yes, no or unsure')" \
    'ta-submit: 3 read, 3 taken; wrong values in tables: 4'
  [ "$(of 1 status),$(of 1 answered),$(of 1 holds),$(of 1 ovc_grantee),$(of 1 assignee)" = answered,2026-11-20,2026-11-05,no,Kim ]
  [ "$(of 2 status),$(of 2 answered),$(of 2 holds),$(of 2 ovc_grantee)" = 'new,2026-11-25,2026-11-05/..; 2026-11-09,yes' ]
  [ "$(of 1 ta_verified),$(of 2 ta_verified)" = ,ovc_grantee ]
  go ta-submit -q --join staff.csv -o joined.csv with.csv
  [ "$rc" -eq 1 ]
  [ "$(wc -l <err)" -eq 4 ]
}

@test "join: a bad value of an address, of a list, and of yes or no; of a table by address only the line is said" {
  ta-policy | sed -E 's/\{name: (email|wants_call), /&verified: yes, /; s/^(  +)- name: (topics|attachments|role)$/&\n\1  verified: yes/' >mine.yaml
  sed -i -E '/name: topics/,/values/{/other/d}' mine.yaml
  ta-policy --check mine.yaml
  cut -d, -f1-6 requests.csv >plain.csv
  printf '%s\n' id,email,wants_call,role '1,a example.org,perhaps,king' >staff.csv
  go ta-submit -p mine.yaml --join staff.csv -o joined.csv plain.csv
  [ "$rc" -eq 1 ]
  bad() { echo "ta-submit: staff.csv:2: row 2: ${3-id 1: }$1: the field cannot have this value and stays as it was; expected $2 \\[bad-value\\]"; }
  says "$(bad email 'an address, such as name@example.org')" "$(bad wants_call 'no or yes')" "$(bad role 'one of the values that the policy has for it')" \
    'ta-submit: 3 read, 3 taken; wrong values in tables: 3'
  [ "$(of 1 email),$(of 1 role)" = a@example.org,attorney ]
  printf '%s\n' email,status canary@example.org,closed a@example.org,canary >staff.csv
  go ta-submit --join staff.csv -o joined.csv requests.csv
  [ "$rc" -eq 1 ]
  run ! grep canary err
  grep -q '^ta-submit: staff.csv:3: row 3: status: the field cannot' err
}

@test "join: no value of a table is in a message" {
  printf '%s\n' id,name,assignee,status,merged_into,remarks 1,canary,canary,canary,canary,canary 'canary of 9,canary,canary,canary,canary,canary' >staff.csv
  go ta-submit --show-values --join staff.csv -o joined.csv requests.csv
  [ "$rc" -eq 1 ]
  run ! grep canary err
  # a header may be answers
  for row in 'canary,canary@example.org,closed' 'canary,ta_canary' ',canary'; do
    printf '%s\n' "$row" >t.csv
    denied t.csv "t.csv: column 1 is not a field; a join fills fields that the policy marks staff or verified"
  done
}

@test "join: ta_verified names the verified fields that a table or an event has said last, in the policy's order" {
  # what says the same as the form counts, staff's own fields do not
  printf '%s\n' courses_passed,status,id,ovc_grantee,assignee ethics,new,2,unsure,Kim ,,1,no, ,new,3,, >staff.csv
  joins staff.csv
  [ "$(of 1 ta_verified),$(of 2 ta_verified),$(of 3 ta_verified)" = 'ovc_grantee,ovc_grantee;courses_passed,' ]
  [ "$(head -n 1 joined.csv | tr , '\n' | tail -n 3 | paste -sd,)" = ta_source,ta_line,ta_verified ]
  # without a table or an event there is no such column, and one that is read is not believed
  ta-submit -q joined.csv >again.csv
  run ! grep ta_verified again.csv
  cp joined.csv before.csv
  joins staff.csv before.csv
  [ "$(of 2 ta_verified)" = 'ovc_grantee;courses_passed' ]
  printf '%s\n' id,status 2,new >staff.csv
  joins staff.csv before.csv
  [ "$(of 2 ta_verified)" = '' ]
  # it goes through the pipe, and is there in every format, blank where none is verified
  printf '%s\n' id,ovc_grantee 2,yes >staff.csv
  ta-submit -q --join staff.csv requests.csv | ta-validate -q | ta-due -q | ta-prioritize -q | ta-route -q >joined.csv
  [ "$(of 2 ta_verified),$(of 1 ta_verified)" = ovc_grantee, ]
  [ "$(ta-submit -q --join staff.csv -t jsonl requests.csv | jq -r '.ta_verified' | paste -sd,)" = ,ovc_grantee, ]
  [ "$(ta-submit -q --join staff.csv -t yaml requests.csv | grep -c "^ta_verified: ")" -eq 3 ]
  [ "$(ta-submit -q --join <(echo id,status) requests.csv | head -n 1 | tr , '\n' | tail -n 1)" = ta_verified ]
}

@test "join: behind events, and as of a day, ta_verified is what was said last" {
  event() { printf '{"id":"%s","ta_event":"%s","at":"%s",%s}\n' "$@"; }
  { ta-submit -q -t jsonl requests.csv
    event 1 verified 2026-11-09 '"ovc_grantee":"yes","courses_passed":"human-trafficking-defined","courses_taken":""'
    event 2 verified 2026-11-09 '"ovc_grantee":"yes"'
    event 1 amended 2026-11-12 '"ovc_grantee":"no"'; } >desk.jsonl
  seen() { ta-submit -q "$@" -t csv -o joined.csv desk.jsonl; }
  seen && [ "$(of 1 ta_verified),$(of 2 ta_verified),$(of 3 ta_verified)" = 'courses_passed;courses_taken,ovc_grantee,' ]
  [ "$(of 1 ovc_grantee)" = no ]
  seen -d 2026-11-11 && [ "$(of 1 ta_verified)" = 'ovc_grantee;courses_passed;courses_taken' ]
  seen -d 2026-11-08 && [ "$(of 1 ta_verified),$(of 2 ta_verified)" = , ]
  # a table comes after all events, and says only what it says
  printf '%s\n' id,ovc_grantee,courses_passed 1,yes,None 2,, >staff.csv
  seen --join staff.csv
  [ "$(of 1 ta_verified),$(of 2 ta_verified)" = 'ovc_grantee;courses_passed;courses_taken,ovc_grantee' ]
  [ "$(of 1 ovc_grantee),$(of 1 courses_passed)" = yes, ]
  seen -d 2026-11-08 --join staff.csv && [ "$(of 1 ta_verified)" = 'ovc_grantee;courses_passed' ]
  # each share has the column, also one whose records have no event
  for part in 1/3 2/3 3/3; do ta-submit -q --shard $part -t csv desk.jsonl | head -n 1; done | sort -u >heads
  [ "$(wc -l <heads)" -eq 1 ]
  grep -q ,ta_verified heads
  # only what the policy marks as verified, though staff fill in more
  ta-submit -q -t jsonl requests.csv >desk.jsonl
  printf '%s\n' id,ovc_grantee,assignee 1,yes,Kim >staff.csv
  seen --join staff.csv && [ "$(of 1 ta_verified),$(of 1 assignee)" = ovc_grantee,Kim ]
}

@test "join: tables with marks, in UTF-16, by label, and not in another encoding" {
  printf '\xef\xbb\xbf%s\r\n' 'Are you an OVC grantee?;Id;Courses passed' 'Yes;2;"T Visas, Part 1"' >staff.csv
  iconv -f utf-8 -t utf-16 <(tail -c +4 staff.csv) >wide.csv
  for table in staff.csv wide.csv; do
    joins $table
    [ "$(of 2 ovc_grantee),$(of 2 courses_passed),$(of 2 ta_verified)" = 'yes,t-visas-part-1,ovc_grantee;courses_passed' ]
  done
  printf '%s\n' id,assignee $'1,Ren\xe9' >latin.csv
  denied latin.csv "latin.csv:2: row 2: the row holds bytes that are not UTF-8"
}

@test "join: of two tables the later one counts, but its blank says nothing; one table twice is as once" {
  printf '%s\n' id,status,ovc_grantee 1,new,yes 2,closed,yes >one.csv
  printf '%s\n' ovc_grantee,id,status N/A,2, ,1,closed >two.csv
  ta-submit -q --join one.csv --join two.csv -o joined.csv requests.csv
  [ "$(of 1 status),$(of 2 status),$(of 1 ovc_grantee),$(of 2 ovc_grantee)" = closed,closed,yes, ]
  [ "$(of 1 ta_verified),$(of 2 ta_verified)" = ovc_grantee,ovc_grantee ]
  # a bad value is none, so what the first has said stays
  printf '%s\n' id,status 2,clsd >bad.csv
  run -1 ta-submit -q --join one.csv --join bad.csv -o joined.csv requests.csv
  [ "$(of 2 status)" = closed ]
  ta-submit -q --join one.csv -o joined.csv requests.csv
  ta-submit -q --join one.csv --join one.csv -o twice.csv requests.csv
  same joined.csv twice.csv
}

@test "join: a row that no record has is said by line and id, even if quiet, and is status 1" {
  printf '%s\n' id,status 9,new 1,closed 8,new >staff.csv
  go ta-submit --join staff.csv -o joined.csv requests.csv
  [ "$rc" -eq 1 ]
  lost='no record has this key; the row was not used \[no-such-record\]'
  says "ta-submit: staff.csv:2: row 2: id 9: $lost" "ta-submit: staff.csv:4: row 4: id 8: $lost" \
    'ta-submit: 3 read, 3 taken; rows in tables that belong to no request: 2'
  # nothing else is lost
  [ "$(of 1 status)" = closed ]
  [ "$(column id joined.csv | paste -sd,)" = 1,2,3 ]
  go ta-submit -q --join staff.csv -o joined.csv requests.csv
  [ "$rc" -eq 1 ]
  says "ta-submit: staff.csv:2: row 2: id 9: $lost" "ta-submit: staff.csv:4: row 4: id 8: $lost"
  # an address is no id, and is not said; each part of the records says the same
  printf '%s\n' email,ethics_flag a@example.org,review x@example.org,review >flags.csv
  for part in 1/2 2/2; do
    go ta-submit -q --shard $part --join flags.csv -o joined.csv requests.csv
    [ "$rc" -eq 1 ]
    says "ta-submit: flags.csv:3: row 3: $lost"
  done
}

@test "join: what a table may not be" {
  printf '%s\n' id,status 1,new 2,new 1,closed >t.csv
  denied t.csv "t.csv:4: line 2 has the same 'id'; a key can have only one row"
  printf '%s\n' email,ethics_flag A@example.org,review a@EXAMPLE.org,none >t.csv
  denied t.csv "t.csv:3: line 2 has the same 'email'; a key can have only one row"
  printf '%s\n' status,assignee new,Kim >t.csv
  denied t.csv "t.csv: the key is missing: a column 'id' or 'email'"
  printf '%s\n' id,status ,new >t.csv
  denied t.csv "t.csv:2: row 2 has no 'id'"
  printf '%s\n' id,status 1,new,x >t.csv
  denied t.csv "t.csv:2: row 2: the row has 3 cells and the header 2"
  printf '%s\n' id,status,Status 1,new,new >t.csv
  denied t.csv "t.csv: the columns 'status' and 'Status' both mean 'status'"
  denied none.csv "none.csv: cannot open the file: No such file or directory"
}

@test "join: the ledger keeps what requesters sent" {
  printf '%s\n' id,status 1,closed >staff.csv
  run -2 --separate-stderr ta-submit --join staff.csv -a ledger requests.csv
  [ ! -e ledger ]
  ta-submit -q -a ledger requests.csv
  ta-submit -q --join staff.csv -t csv -o joined.csv ledger
  [ "$(of 1 status)" = closed ]
  [ "$(of 1 ta_source)" = requests.csv ]
  # and what is joined is no other content: the export stays "already there"
  run -0 --separate-stderr ta-submit -a ledger joined.csv
  [ "$stderr" = "ta-submit: 3 read, 0 taken, 3 already there" ]
}

@test "join: ten thousand rows by id are found" {
  awk 'BEGIN { print "id,status"; for (i = 10000; i > 0; i--) print i ",closed" }' >staff.csv
  awk 'BEGIN { print "id,received,email,role,assistance,facts"
    for (i = 1; i <= 10000; i++) print i ",2026-11-02,a@example.org,attorney,case-consultation,why " i }' >many.csv
  run -0 --separate-stderr ta-submit --join staff.csv -o joined.csv many.csv
  [ "$stderr" = "ta-submit: 10000 read, 10000 taken" ]
  [ "$(column status joined.csv | sort -u)" = closed ]
}
