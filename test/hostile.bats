#!/usr/bin/env bats
# shellcheck disable=SC2030,SC2031,SC2094 # each test has an environment of its own; a tool that is refused writes nothing
# What once went wrong at intake, or nearly: slips of the hand, and exports that
# were not made by anybody's form.

load helper

setup() {
  quick
  cd "$BATS_TEST_TMPDIR" || return 1
  printf '%s\n' Timestamp,Email,Role,Assistance,Facts \
    '2026-11-02,a@example.org,Lawyer,General Info,hi' >f.csv
}

denied() {
  run -2 --separate-stderr "$@"
  [ -z "$output" ]
}

@test "slips: a ledger is never replaced, by no tool and no option" {
  ta-submit -q -a L.jsonl f.csv
  cp L.jsonl before
  ln -s L.jsonl link.jsonl
  denied ta-submit -a L.jsonl -r L.jsonl f.csv
  denied ta-submit -a L.jsonl -r link.jsonl f.csv
  denied ta-submit -o L.jsonl f.csv
  denied ta-submit -r L.jsonl f.csv
  denied ta-validate -o L.jsonl before
  denied ta-validate -r link.jsonl before
  # shellcheck disable=SC2154 # set by run
  [[ $stderr == *"this is a ledger, which is never replaced; ta-submit -a adds to it"* ]]
  same before L.jsonl
}

@test "slips: rejects replace neither the records nor what is read" {
  cp f.csv again.csv
  denied ta-submit -o x.csv -r x.csv f.csv
  [ ! -e x.csv ]
  denied ta-submit -r f.csv f.csv
  same again.csv f.csv
}

@test "slips: a file of another kind is not a ledger, and stays as it is" {
  cp f.csv n.csv
  printf 'a note' >note.txt
  chmod 600 n.csv note.txt
  for file in n.csv note.txt; do
    cp "$file" before
    denied ta-submit -a "$file" f.csv
    [[ $stderr == *"this cannot be the ledger: its first line is not a JSON record" ]]
    same before "$file"
    [ ! -e "$file.torn" ]
  done
  denied ta-submit -a - f.csv
  [ ! -e - ]
}

@test "slips: options that have no use together" {
  for options in \
    "-F role=attorney --encoding latin1" "-F role=attorney f.csv" "-a L -o x" "-a L -t csv" \
    "--amend" "--new"; do
    # shellcheck disable=SC2086 # several words
    denied ta-submit $options
    [ "${#stderr}" -gt 20 ]
  done
  [ -z "$(find . -name L -o -name x)" ]
}

@test "texts: what a requester writes changes nothing about how a file is read" {
  printf '%s\n' '{"id":"7","received":"2026-11-02","email":"a@b.org","role":"survivor","assistance":"General Info","facts":"see ta_source and \"ta_source\": or beta_source"}' >a.jsonl
  run -0 --separate-stderr ta-submit -q a.jsonl
  [[ $stderr == *1-888-539-2373* ]]
  [[ $output == *'"assistance":"general-information"'* ]]
  printf '%s\n' 'version: 1' 'id_prefix: gf-' >m.yaml
  printf '%s\n' id,received,email,role,assistance,data_source,note \
    '7,2026-11-02,a@example.org,Lawyer,General Info,x,y' >b.csv
  ta-submit -q -m m.yaml -o b.out b.csv
  [ "$(column id b.out)" = gf-7 ]
  printf '%s\n' id,received,email,role,assistance,facts \
    '7,2026-11-02,a@example.org,attorney,General Info,"""ta_sum"":""0123456789abcdef0123""}"' >c.csv
  ta-submit -q -t yaml c.csv >c.yaml
  ta-validate -q <c.yaml >valid.yaml
  grep -q ta_valid valid.yaml
}

@test "rejects: known by their last column, whatever the form's own files look like" {
  printf '%s\n' 'version: 1' 'encoding: windows-1252' 'delimiter: ";"' 'header_rows: 2' >me.yaml
  printf 'Timestamp;Email;Role;Assistance;Name\n;;;;\n2026-11-02;a@example.org;attorney;General Info;Zo\xeb;x\n' >en.csv
  run -1 ta-submit -q -m me.yaml -r er.csv -o out.csv en.csv
  sed -i 's/,x,/,,/; s/not-a-record//' er.csv
  ta-submit -q -m me.yaml -o again.csv er.csv
  [ "$(column name again.csv)" = Zoë ]
}

@test "a long first line of a ledger is a ledger's all the same" {
  awk 'BEGIN { print "id,received,email,role,assistance,facts"
    while (n++ < 9000) facts = facts "long text "
    print "7,2026-11-02,a@example.org,survivor,general-information," facts }' >long.csv
  ta-submit -q -a L.jsonl long.csv 2>/dev/null
  printf '%s\n' 'version: 1' 'id_prefix: gf-' >m.yaml
  run -0 --separate-stderr ta-submit -q -m m.yaml -o out.jsonl L.jsonl
  [ -z "$stderr" ]
  [ "$(ids out.jsonl)" = 7 ]
}

@test "pieces: what a file is does not depend on how its bytes arrive" {
  program=$TA_BUILD/unit/pieces
  ta-submit -q -o canonical.csv f.csv
  printf '%s\n' 'version: 1' 'id_prefix: gf-' >m.yaml
  printf '%s\n' 'Timestamp;Email;Role;Assistance' '2026-11-02;a@example.org;Lawyer;General Info' >semi.csv
  printf '%s\n' --- 'id: "1"' 'role: attorney' >g.yaml
  for size in 1 2 3 7 64; do
    "$program" "$size" ta-submit -q -m m.yaml <canonical.csv >a.csv
    ta-submit -q -m m.yaml <canonical.csv | same - a.csv
    "$program" "$size" ta-submit -q <semi.csv >a.csv
    ta-submit -q <semi.csv | same - a.csv
    "$program" "$size" ta-validate -q <g.yaml >a.yaml
    ta-validate -q <g.yaml | same - a.yaml
  done
}

@test "join: a key or a field that is spelled twice, and a table without rows" {
  printf '%s\n' id,received,email,role,assistance 7,2026-11-02,a@example.org,attorney,General\ Info \
    9,2026-11-02,c@example.org,attorney,General\ Info >c.csv
  printf -- '- {id: "7", status: closed}\n- {id: "8", Status: on-hold}\n- {id: "9", status: closed}\n' >j.yaml
  run -1 ta-submit -q --join j.yaml -o out.csv c.csv
  [ "$(column status out.csv | paste -sd,)" = closed,closed ]
  printf 'id,ID,status\n7,8,closed\n' >two.csv
  denied ta-submit --join two.csv c.csv
  printf -- '- {id: "7", status: closed, Status: new}\n' >both.yaml
  denied ta-submit --join both.yaml c.csv
  printf -- '--- []\n' >none.yaml
  printf 'id,status\n' >none.csv
  for table in none.yaml none.csv; do
    run -0 ta-submit -q --join "$table" -o out.csv c.csv
  done
  # no heading that a join knows may be somebody's answers: by number
  printf 'ana@example.org,cleared\n' >answers.csv
  denied ta-submit --join answers.csv c.csv
  [[ $stderr == *"column 1 is not a field"* && $stderr != *ana* ]]
}

@test "lists: what intake has made it makes again, so the same export is not a conflict" {
  printf '%s\n' 'version: 1' 'list_separator: ";"' 'columns: {Want: asks_for}' >ms.yaml
  printf '%s\n' Timestamp,Email,Role,Assistance,Facts,Want,Topics \
    '2026-11-02,a@example.org,attorney,General Info,why,"foo, mentor",";,a;b,;"' >w.csv
  for time in 1 2 3; do
    # "foo, mentor" is no answer of the form, which is said when it comes
    [ $time -eq 1 ] && status=1 || status=0
    run -$status ta-submit -q -a W.jsonl -m ms.yaml w.csv
    [ "$(wc -l <W.jsonl)" -eq 1 ] || { echo "$time"; return 1; }
  done
  [ "$(jq -r '.asks_for[0]' W.jsonl)" = "foo, mentor" ]
  # and reading it again invents no answer
  [ "$(ta-submit -q W.jsonl | jq -c .asks_for)" = '["foo, mentor"]' ]
}

@test "encodings: a letter that is held back for its accent is not lost at the end" {
  printf 'Timestamp,Email,Role,Assistance,Facts\n2026-11-02,a@example.org,attorney,General Info,hola' >v.csv
  ta-submit -q --encoding cp1258 -o out.csv v.csv
  [ "$(column facts out.csv)" = hola ]
}

@test "bounds: columns are counted with those that are added; a bad line spends no names" {
  awk 'BEGIN { printf "id,received,email,role,assistance"; for (i = 0; i < 1019; i++) printf ",c" i
    printf "\n1,2026-11-02,a@example.org,attorney,General Info"; for (i = 0; i < 1019; i++) printf ",x"; print "" }' >wide.csv
  denied ta-submit wide.csv
  denied ta-submit -a L wide.csv
  [ ! -e L ]
  awk 'BEGIN { printf "{\"id\":\"0\""; for (i = 0; i < 1025; i++) printf ",\"k" i "\":\"\""; print "}"
    print "{\"id\":\"1\",\"received\":\"2026-11-02\",\"role\":\"attorney\",\"other\":\"x\"}" }' >keys.jsonl
  run -1 --separate-stderr ta-submit -q keys.jsonl
  [ "$(ids <<<"$output")" = 1 ]
}

@test "bounds: a line of a ledger beyond all bounds is a damaged one, and the others are read" {
  ta-submit -q -a L.jsonl f.csv
  { head -c 22000000 /dev/zero; echo; } >>L.jsonl
  run -1 --separate-stderr ta-log --verify L.jsonl
  [[ $stderr == *"L.jsonl:2: row 2: the line is damaged: it is longer than the limit"* ]]
  sed 's/hi$/ho/' f.csv >g.csv
  run -1 ta-submit -q -a L.jsonl g.csv
  [ "$(tail -n 1 L.jsonl | jq -r .facts)" = ho ]
}

@test "time: a list of many items, and many columns without a name, take no more than a moment" {
  awk 'BEGIN { print "id,received,email,role,assistance,courses_taken"
    printf "1,2026-11-02,a@example.org,attorney,General Info,"
    for (i = 0; i < 80000; i++) printf "c%d;", i; print "" }' >many.csv
  run -0 timeout 10 ta-submit -q -o out.csv many.csv
  awk 'BEGIN { printf "id,received,email,role,assistance"; for (i = 0; i < 900; i++) printf ","; print ""
    for (n = 0; n < 50; n++) print n ",2026-11-02,x" }' >blank.csv
  run -1 timeout 10 ta-submit -q -r rejects.csv -o out.csv blank.csv
  [ "$(wc -l <rejects.csv)" -eq 51 ]
}

@test "killed: nothing is left beside the output, or anywhere" {
  mkdir tmp out
  mkfifo fifo
  (exec 3>&- && cat f.csv && exec sleep 30) >fifo &
  feeder=$!
  TMPDIR=$PWD/tmp ta-submit -r out/r.csv -o out/o.csv fifo 3>&- &
  tool=$!
  sleep 0.5
  kill -TERM "$tool"
  wait "$tool" || true
  kill "$feeder"
  wait "$feeder" || true
  [ -z "$(find tmp out -mindepth 1)" ] || { find tmp out; return 1; }
}

@test "bulk-import: rejects that wait are neither overwritten nor taken away" {
  mkdir in
  printf '%s\n' Timestamp,Email,Facts,Role,Assistance 2026-11-02,a@example.org,why,attorney >in/x.csv
  run -1 "$examples/desk/bulk-import.sh" in L.jsonl
  grep -q a@example.org L.jsonl.rejects/x.csv
  # the next day's export has the same name and nothing wrong
  printf '%s\n' Timestamp,Email,Facts,Role,Assistance 2026-11-03,b@example.org,why,attorney,General\ Info >in/x.csv
  run -0 "$examples/desk/bulk-import.sh" in L.jsonl
  grep -q a@example.org L.jsonl.rejects/x.csv
  # and the day after it has another row that is wrong; the same twice is one
  printf '%s\n' Timestamp,Email,Facts,Role,Assistance 2026-11-04,c@example.org,why,attorney >in/x.csv
  run -1 "$examples/desk/bulk-import.sh" in L.jsonl
  run -1 "$examples/desk/bulk-import.sh" in L.jsonl
  [ "$(echo L.jsonl.rejects/*)" = "L.jsonl.rejects/x.2.csv L.jsonl.rejects/x.csv" ]
  # nobody has corrected them: they stay as they are
  cp -p L.jsonl.rejects/x.csv before
  run -1 "$examples/desk/bulk-import.sh" L.jsonl.rejects L.jsonl
  same before L.jsonl.rejects/x.csv
  # corrected, they go in and away
  sed -i 's/attorney,,/attorney,General Info,/; s/not-a-record//' L.jsonl.rejects/*.csv
  run -0 "$examples/desk/bulk-import.sh" L.jsonl.rejects L.jsonl
  [ -z "$(ls L.jsonl.rejects)" ]
  [ "$(jq -r .email L.jsonl | sort | paste -sd' ')" = "a@example.org b@example.org c@example.org" ]
}

@test "bulk-import: rejects have the form of their export, and other files are named" {
  mkdir in
  printf '%s\n' '{"id":"1","received":"2026-11-02","role":"attorney","email":"a@example.org"}' oops >in/z.jsonl
  printf 'PK' >in/y.xlsx
  cp f.csv in/F.CSV
  run -1 --separate-stderr "$examples/desk/bulk-import.sh" in L.jsonl
  [[ $output == *"y.xlsx: passed over, since its name is not that of an export"* ]]
  [[ $output == *"F.CSV: 1 read, 1 taken"* ]]
  jq -e . L.jsonl.rejects/z.jsonl >/dev/null
}

@test "messages: a required heading that only the map has is named" {
  printf '%s\n' 'version: 1' 'columns: {Who are you: role}' >m.yaml
  sed 's/Role/Who R U/' f.csv >g.csv
  denied ta-submit -m m.yaml g.csv
  [ "$stderr" = "ta-submit: g.csv: the required column 'role' is missing; the map has it under the heading 'Who are you', which no column has" ]
}

@test "CSV: a first name that begins like a byte order mark stays as it is" {
  mark=$(printf '\357\273\277')
  printf '%s%sa,id\n%sb,1\n' "$mark" "$mark" "$mark" >two.csv
  ta-validate -q two.csv >one
  [ "$(head -n 1 one | cut -d, -f1-2)" = "\"${mark}a\",id" ]
  ta-validate -q one >two
  same one two
}

@test "places: an output is never a file that is read, or another output, however it is spelled" {
  mkdir below
  ln -s ../p.yaml below/link.yaml
  ta-policy >p.yaml
  cp p.yaml before
  printf 'id,role\n1,attorney\n' >v.csv
  for name in p.yaml ./p.yaml below/../p.yaml "$PWD/p.yaml" below/link.yaml; do
    denied ta-policy --compare p.yaml -o "$name" v.csv
    denied ta-policy -p p.yaml -o "$name"
    denied ta-validate -p p.yaml -o "$name" v.csv
    denied ta-validate -p p.yaml -r "$name" v.csv
    denied ta-submit -p p.yaml -r "$name" f.csv
    same before p.yaml
  done
  printf 'id,status\n1,new\n' >join.csv
  cp join.csv before
  denied ta-submit --join join.csv -r ./join.csv f.csv
  same before join.csv
  denied ta-submit -a L -r ./L f.csv
  denied ta-submit -o a.csv -r below/../a.csv f.csv
  denied ta-validate -o c -r ./c v.csv
  denied ta-validate -r v.csv v.csv
  ta-validate -q v.csv >full.csv
  mkdir s
  denied ta-route --split s -o s/hotline.csv full.csv
  [ "$(ls s)" = '' ]
  [ ! -e L ]
  [ ! -e a.csv ]
  [ ! -e c ]
  # a descriptor has a place, too
  rc=0
  ta-submit -r b f.csv >b 2>err || rc=$?
  [ "$rc" -eq 2 ]
  rc=0
  ta-submit -r f.csv <f.csv >out 2>err || rc=$?
  [ "$rc" -eq 2 ]
  denied ta-submit -r - f.csv
  denied ta-submit -o '' f.csv
}

@test "places: two outputs are never one pipe, and messages never go where records do" {
  mkfifo p
  exec 8<>p
  for words in 'ta-submit -r /dev/stdout f.csv' 'ta-submit -r /dev/fd/1 f.csv' 'ta-submit -r p -o ./p f.csv'; do
    # shellcheck disable=SC2086 # split on purpose
    timeout 5 $words 2>err | cat >out
    [ "${PIPESTATUS[0]}" -eq 2 ]
    [ ! -s out ]
    grep -q "this is the same file as '.*'; give each output its own file" err
  done
  exec 8<&-
  # a device takes all
  ta-submit -q -r /dev/null -o /dev/null f.csv
  for option in -o -r; do
    rc=0
    ta-submit $option m f.csv >out 2>m || rc=$?
    [ "$rc" -eq 2 ]
    [ "$(cat m)" = 'ta-submit: m: messages go to this file; give the output another one' ]
    rm m
  done
  # both on one screen, or in one log
  ta-submit f.csv >m 2>&1
  # a message would be a damaged line of the ledger
  ta-submit -q -a L f.csv
  cp L before
  rc=0
  ta-submit -a L -F role=attorney 2>>L || rc=$?
  [ "$rc" -eq 2 ]
  same before L
}
