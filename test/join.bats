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
  same <(mlr -S --csv cut -x -f status,holds,assignee joined.csv) plain.csv
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

@test "join: the tools' own columns of a table are passed over, and each record needs the key" {
  printf '%s\n' id,ta_rank,status 2,1,closed >staff.csv
  ta-submit -q --join staff.csv -o joined.csv requests.csv
  [ "$(of 2 status)" = closed ]
  run ! grep ta_rank joined.csv
  printf '%s\n' '{"status":"closed"}' '{"id":"1","status":"closed"}' >late.jsonl
  denied late.jsonl "late.jsonl:1: the key is missing: a column 'id' or 'email'"
}

@test "join: where no address makes an id, the id alone is a key" {
  ta-policy | sed 's/from: \[email, received, facts\]/from: [received, facts]/' >no-address.yaml
  printf '%s\n' email,status a@example.org,closed >staff.csv
  run -2 --separate-stderr ta-submit -p no-address.yaml --join staff.csv requests.csv
  # shellcheck disable=SC2154 # set by run
  [ "$stderr" = "ta-submit: staff.csv: 'email' is the requester's own field; a join fills fields that the policy marks staff or verified, and has one key" ]
}

@test "join: a row that no record has is said by line and id, even if quiet, and is status 1" {
  printf '%s\n' id,status 9,new 1,closed 8,new >staff.csv
  go ta-submit --join staff.csv -o joined.csv requests.csv
  [ "$rc" -eq 1 ]
  lost='no record has this key; the row was not used \[no-such-record\]'
  says "ta-submit: staff.csv:2: row 2: id 9: $lost" "ta-submit: staff.csv:4: row 4: id 8: $lost" \
    'ta-submit: 3 read, 3 taken; rows of tables without a record: 2'
  # nothing else is lost
  [ "$(of 1 status)" = closed ]
  [ "$(column id joined.csv | paste -sd,)" = 1,2,3 ]
  go ta-submit -q --join staff.csv -o joined.csv requests.csv
  [ "$rc" -eq 1 ] && says "ta-submit: staff.csv:2: row 2: id 9: $lost" "ta-submit: staff.csv:4: row 4: id 8: $lost"
  # an address is no id, and is not said; each part of the records says the same
  printf '%s\n' email,ethics_flag a@example.org,review x@example.org,review >flags.csv
  for part in 1/2 2/2; do
    go ta-submit -q --shard $part --join flags.csv -o joined.csv requests.csv
    [ "$rc" -eq 1 ] && says "ta-submit: flags.csv:3: row 3: $lost"
  done
}

@test "join: what a table may not be" {
  printf '%s\n' id,status 1,new 2,new 1,closed >t.csv
  denied t.csv "t.csv:4: line 2 has the same 'id'; a key can have only one row"
  printf '%s\n' email,ethics_flag A@example.org,review a@EXAMPLE.org,none >t.csv
  denied t.csv "t.csv:3: line 2 has the same 'email'; a key can have only one row"
  printf '%s\n' id,statsu 1,new >t.csv
  denied t.csv "t.csv: 'statsu' is not a field that a join can fill; did you mean 'status'?"
  printf '%s\n' id,remarks 1,x >t.csv
  denied t.csv "t.csv: 'remarks' is not a field; a join fills fields that the policy marks staff or verified ('ta-policy' shows them)"
  own="is the requester's own field; a join fills fields that the policy marks staff or verified, and has one key"
  printf '%s\n' id,name 1,Ana >t.csv
  denied t.csv "t.csv: 'name' $own"
  printf '%s\n' id,email,status 1,a@example.org,new >t.csv
  denied t.csv "t.csv: 'email' $own"
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
