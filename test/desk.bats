#!/usr/bin/env bats
# A small desk, which is shipped as scripts: the morning's queue, what people hand in, a
# request on one page, and the weeks that are played.
#
# shellcheck disable=SC2154 # rc is set by go

load helper

setup() {
  quick
  cd "$BATS_TEST_TMPDIR" || return 1
  cp "$BATS_FILE_TMPDIR/requests.jsonl" . && chmod 600 requests.jsonl
}

setup_file() {
  quick
  quietly ta-submit -q -a "$BATS_FILE_TMPDIR/requests.jsonl" "$examples/google-forms.csv"
}

@test "morning: from the ledger, with staff's side" {
  ta-submit -q -t csv requests.jsonl | mlr --icsv --ocsv head -n 3 then cut -o -f id,email >three
  id() { sed -n "$1p" three | cut -d, -f1; }
  printf '%s\n' id,status,holds,ethics_flag,answered "$(id 2),on-hold,2026-11-02/..,," \
    "$(id 3),,,review," "$(id 4),answered,,,2026-11-20" >staff.csv
  run -0 "$examples/desk/morning.sh" requests.jsonl queue.csv staff.csv
  [ "$(mlr --icsv --onidx filter "\$id == \"$(id 2)\"" then cut -f ta_due_status queue.csv)" = on-hold ]
  [ "$(mlr --icsv --onidx filter "\$id == \"$(id 3)\"" then cut -f ta_queue queue.csv)" = ethics-review ]
  # one that is answered is not in it, and nobody is told to ask
  run ! grep -F "$(id 4)" queue.csv
  [ "$(mlr --icsv --ojson cat queue.csv | jq length)" -eq 69 ]
  # the same as from the export itself, but for where the records came from; of the form
  # it is said that some answers are none of its own
  run -1 "$examples/desk/morning.sh" "$examples/google-forms.csv" other.csv staff.csv
  values() {
    mlr --icsv --ojson template -f "$(head -n 1 other.csv)" then sort -f id "$1"
  }
  same <(values queue.csv) <(values other.csv)
}

# excel FILE: it is written for a spreadsheet.
excel() {
  [ "$(head -c 3 "$1")" = $'\357\273\277' ] && head -n 1 "$1" | grep -q $'\r$'
}

@test "morning: the queue says who asked before, by two addresses of one person, and staff are told of a repeat" {
  printf '%s\n' id,received,email,role,assistance,facts R1,2026-11-02,ana@example.org,attorney,case-consultation,'May the client work?' \
    R2,2026-11-16,ana.b@example.org,attorney,case-consultation,'may the client WORK' >form.csv
  printf '%s\n' email,person ana.b@example.org,ana@example.org >staff.csv
  ta-submit -q -a new.jsonl form.csv
  run -0 "$examples/desk/morning.sh" new.jsonl queue.csv staff.csv
  [ "$(mlr --icsv --onidx --ofs , cut -o -f id,ta_earlier,ta_earlier_ids,ta_same_as queue.csv | sort | paste -sd' ')" = 'R1,0,, R2,1,R1,R1' ]
  [ "$(mlr --icsv --onidx filter '$ta_findings =~ "may-repeat"' then cut -f id queue.csv)" = R2 ]
}

@test "morning: the board is of all requests, and one that cannot be made leaves the old one" {
  printf '%s\n' id,received,name,email,role,assistance,facts,answered \
    'R1,2026-11-02,Ana Example,a@example.org,attorney,case-consultation,May the client work while the case is pending?,2026-11-09' \
    'R2,2026-11-03,Ben Example,b@example.org,attorney,case-consultation,May the client travel while the case is pending?,' \
    'R3,2026-10-01,Cem Example,c@example.org,attorney,case-consultation,May the client study while the case is pending?,' >form.csv
  ta-submit -q -a mine.jsonl form.csv
  go "$examples/desk/morning.sh" --board board.html mine.jsonl q.csv
  [ "$rc" -eq 0 ]
  [ "$(column id q.csv | paste -sd' ')" = 'R3 R2' ]
  # the late one first, and the answered one in the figures
  [ "$(grep -o 'R[123]\b' board.html | uniq | paste -sd' ')" = 'R3 R2' ]
  ta-report -q -t html -f csv -o want.html board <(ta-submit -q --to csv mine.jsonl | ta-history -q | ta-validate -q | ta-due -q | ta-prioritize -q | ta-route -q)
  same want.html board.html
  run ! grep -E 'Example|@example' board.html
  [ "$(find . -maxdepth 1 -name 'q.csv.*' ! -name '*.rejects.csv' | wc -l)" -eq 0 ]
  as_if ta-report 'exit 2'
  PATH="$PWD/shim:$PATH" go "$examples/desk/morning.sh" --board board.html mine.jsonl q.csv
  [ "$rc" -eq 1 ]
  grep -qx 'morning.sh: the board is as it was' err
  same want.html board.html
  # a policy without that report has no board, and that is no trouble
  ta-policy | awk '/^reports:/ { off = 1; next } /^[a-z]/ { off = 0 } !off' >none.yaml
  TA_POLICY=none.yaml go "$examples/desk/morning.sh" --board none.html mine.jsonl q.csv
  [ "$rc" -eq 0 ]
  [ ! -e none.html ]
  for file in q.csv mine.jsonl; do
    cp "$file" was
    go "$examples/desk/morning.sh" --board "$file" mine.jsonl q.csv
    [ "$rc" -eq 2 ]
    same was "$file"
  done
}

@test "morning: for Excel, where days below zero are numbers and a requester's formula is none" {
  printf '%s\n' id,received,email,role,assistance,facts 1,2026-09-02,a@example.org,attorney,case-consultation,=1+1 >one.csv
  run -0 "$examples/desk/morning.sh" --excel one.csv queue.csv
  excel queue.csv
  [ "$(mlr --icsv --onidx --ofs , cut -o -f facts,ta_days_left queue.csv)" = "'=1+1,-41" ]
  run -0 "$examples/desk/morning.sh" one.csv queue.csv
  [ "$(mlr --icsv --onidx --ofs , cut -o -f facts,ta_days_left queue.csv)" = "=1+1,-41" ]
  run ! excel queue.csv
}

@test "morning: exports are imported by their maps before the queue is made" {
  cp -R "$examples/exports" in
  run -0 --separate-stderr "$examples/desk/morning.sh" --excel --import in --maps "$examples/maps" all.jsonl queue.csv
  [ -z "$output" ]
  # shellcheck disable=SC2154 # set by run
  [ "$(grep -c '^[a-z0-9-]*.csv: 14 read, ' <<<"$stderr")" -eq 9 ]
  # a ledger that was lost does not begin anew unsaid
  [[ $stderr == 'morning.sh: all.jsonl is not there, and the import begins it; '* ]]
  excel queue.csv
  [ "$(mlr --icsv --ojson cat queue.csv | jq length)" -eq "$(wc -l <all.jsonl)" ]
  # what is rejected is kept and said, an export that fails does not keep the others out
  mlr -S --csv head -n 1 then put '$Id = "99"; $Email1 = "new@example.org"' in/microsoft-forms.csv >in/microsoft-forms-2.csv
  sed '2s/,/,surplus,/' "$examples/exports/google-sheet.csv" >in/google-sheet.csv
  printf 'a,"open\n' >in/broken.csv
  run -1 --separate-stderr "$examples/desk/morning.sh" --import in --maps "$examples/maps" all.jsonl queue.csv
  [[ $stderr == *'broken.csv: '*'never closed'*'not all exports were imported; the queue is that of the others'* ]]
  [[ $stderr != *'is not there'* ]]
  grep -q ms-99 queue.csv
  [ -e all.jsonl.rejects/google-sheet.csv ]
  # a queue beside the exports would be one of them the next day
  run -2 --separate-stderr "$examples/desk/morning.sh" --import in all.jsonl in/queue.csv
  [[ $stderr == 'morning.sh: the queue would be imported '* ]]
  [ ! -e in/queue.csv ]
  for words in '--maps in all.jsonl q' '--import' '--import in all.jsonl' '--exel all.jsonl q'; do
    # shellcheck disable=SC2086 # split on purpose
    run -2 "$examples/desk/morning.sh" $words
    [[ $output == usage:* ]] || { echo "$output"; return 1; }
  done
}

@test "morning: before an import the ledger is copied, for each day of the week, and it is its owner's alone" {
  mkdir in
  today=$(date +%a)
  cp requests.jsonl before
  printf 'id,received,email,role,assistance,facts\nR1,2026-11-20,a@example.org,attorney,general-information,why\n' >in/new.csv
  printf '%s\n' id,status R99,closed >staff.csv
  go "$examples/desk/morning.sh" --import in requests.jsonl queue.csv staff.csv
  ended 1
  grep -qx 'morning.sh: the queue is in place; something above needs a look' err
  same before "requests.jsonl.$today"
  [ "$(stat -c %a "requests.jsonl.$today")" = 600 ]
  [ "$(wc -l <requests.jsonl)" -eq 71 ]
  # a copy is the beginning of the ledger
  cmp -n "$(wc -c <"requests.jsonl.$today")" "requests.jsonl.$today" requests.jsonl
  # it waits for whoever writes, and one that fails is said and stops nothing
  rm queue.csv
  exec 9<requests.jsonl
  flock 9
  "$examples/desk/morning.sh" --import in requests.jsonl queue.csv 9<&- 3>&- >/dev/null 2>&1 &
  sleep 0.5
  same before "requests.jsonl.$today"
  exec 9<&-
  try wait $!
  same requests.jsonl "requests.jsonl.$today"
  as_if cp 'case "$*" in *.new) exit 1 ;; *) exec /bin/cp "$@" ;; esac'
  PATH="$PWD/shim:$PATH" go "$examples/desk/morning.sh" --import in requests.jsonl queue.csv
  ended 1
  grep -qx "morning.sh: the ledger could not be copied to requests.jsonl.$today" err
  same requests.jsonl "requests.jsonl.$today"
  # without an import, as of a ledger of somebody else's, nothing is put beside it
  rm -rf shim "requests.jsonl.$today"
  quietly "$examples/desk/morning.sh" requests.jsonl queue.csv
  [ ! -e "requests.jsonl.$today" ]
}

@test "morning: of a stage that fails the reason is said, once, and what became of the queue" {
  echo yesterday >queue.csv
  go "$examples/desk/morning.sh" none.jsonl queue.csv
  ended 2
  says 'ta-submit: none.jsonl: cannot open the file: No such file or directory' \
    'morning.sh: ta-submit failed with status 2; the queue is as it was'
  # so of a policy, which every tool reads
  go env TA_POLICY=none.yaml "$examples/desk/morning.sh" requests.jsonl queue.csv
  ended 2
  says 'ta-policy: none.yaml: .*' 'morning.sh: the queue is as it was'
  [ "$(cat queue.csv)" = yesterday ]
}

@test "morning: the mail names the form and the request, and a decision that met no record" {
  printf '%s\n' id,status R99,closed >staff.csv
  printf '%s\n' id,received,email,role,assistance,facts R1,2026-11-02,a@example.org,attorney,case-consultation, \
    R2,2026-11-03,,attorney,case-consultation,why >form.csv
  ta-submit -q -a new.jsonl form.csv
  go "$examples/desk/morning.sh" new.jsonl queue.csv staff.csv
  ended 1
  grep -qx 'ta-submit: staff.csv:2: row 2: id R99: no record has this key; .*' err
  grep -qx 'ta-validate: form.csv:2: id R1: facts: .* \[question-missing\]' err
  grep -qx 'ta-validate: form.csv:3: id R2: email: .* \[email-missing\]' err
  # answered, it is in the mail no more
  printf '%s\n' id,status R1,answered R2,withdrawn >staff.csv
  go "$examples/desk/morning.sh" new.jsonl queue.csv staff.csv
  ended 0
  run ! grep -E 'R1|R2' err
  [ "$(wc -l <queue.csv)" -eq 1 ]
}

@test "morning: from an export whose first heading looks like YAML" {
  printf '#,Timestamp,Email,Role,Assistance\n1,11/2/2026 9:00,a@b.org,Attorney,General Info\n' >hash.csv
  run -0 "$examples/desk/morning.sh" hash.csv queue.csv
  [ "$(column ta_queue queue.csv)" = awaiting-requester ]
}

@test "morning: a table that cannot be joined leaves the queue of the day before" {
  echo yesterday >queue.csv
  printf '%s\n' id,statsu 1,new >staff.csv
  run -2 --separate-stderr "$examples/desk/morning.sh" requests.jsonl queue.csv staff.csv
  # shellcheck disable=SC2154 # set by run
  [[ $stderr == *"did you mean 'status'"* ]]
  [ "$(cat queue.csv)" = yesterday ]
}

@test "morning: a stage that is killed, each in turn, leaves the queue of the day before" {
  for tool in ta-submit ta-validate ta-due ta-prioritize ta-route; do
    for way in "kill -9 \$\$" "$(command -v $tool) \"\$@\" | head -n 5; kill -9 \$\$"; do
      rm -rf shim
      as_if $tool "$way"
      echo yesterday >queue.csv
      run -2 env PATH="$PWD/shim:$PATH" "$examples/desk/morning.sh" requests.jsonl queue.csv
      [[ $output == *"$tool failed with status 137"* ]] || { echo "$tool: $output"; return 1; }
      [ "$(cat queue.csv)" = yesterday ]
      [ "$(find . -name 'queue.csv.*' ! -name '*.rejects.csv' | wc -l)" -eq 0 ]
    done
  done
}

@test "morning: a damaged line of the ledger is said, kept aside, and the queue is made" {
  sed -i '7s/received/recieved/' requests.jsonl && chmod 600 requests.jsonl
  run -1 --separate-stderr "$examples/desk/morning.sh" requests.jsonl queue.csv
  [[ $stderr == *"requests.jsonl:7:"*"damaged"* ]]
  [ "$(mlr --icsv --ojson cat queue.csv | jq length)" -eq 69 ]
  mlr --icsv --ojson cut -f ta_extra queue.csv.rejects.csv | jq -r '.[].ta_extra' | grep -q recieved
}

@test "morning: what is read, and any ledger, is never replaced by the queue" {
  printf '%s\n' id,status 1,new >staff.csv
  cp requests.jsonl other
  cp requests.jsonl damaged && sed -i '1,30s/received/recieved/' damaged
  ln -s requests.jsonl link
  mkdir folder
  cksum requests.jsonl other damaged staff.csv >before
  while read -r input queue why; do
    run -2 --separate-stderr "$examples/desk/morning.sh" "$input" "$queue" staff.csv
    [[ $stderr == "morning.sh: the queue $why" ]] || { echo "$queue: $stderr"; return 1; }
    run -2 --separate-stderr env TA_TODAY=2026-11-24 "$examples/scale/queue.sh" parallel "$queue" "$input" staff.csv
    [[ $stderr == "queue.sh: the queue $why" ]] || { echo "$queue: $stderr"; return 1; }
  done <<'END'
requests.jsonl requests.jsonl is requests.jsonl too, which is read; give it a file of its own
requests.jsonl folder/../link is requests.jsonl too, which is read; give it a file of its own
requests.jsonl staff.csv is staff.csv too, which is read; give it a file of its own
requests.jsonl other would replace a ledger; give it a file of its own
requests.jsonl damaged would replace a ledger; give it a file of its own
END
  same before <(cksum requests.jsonl other damaged staff.csv)
}

@test "morning: a queue that is a link is followed, and who could read it can read the next" {
  mkdir share
  ln -s share/today.csv queue.csv
  run -2 --separate-stderr "$examples/desk/morning.sh" requests.jsonl queue.csv
  [ "$stderr" = 'morning.sh: the queue is a symbolic link that leads nowhere' ]
  echo yesterday >share/today.csv
  chmod 640 share/today.csv
  run -0 "$examples/desk/morning.sh" requests.jsonl queue.csv
  [ -L queue.csv ]
  [ "$(mlr --icsv --ojson cat share/today.csv | jq length)" -eq 70 ]
  [ "$(stat -c %a share/today.csv)" = 640 ]
  [ "$(ls -A share)" = today.csv ]
  # a new one is its owner's alone
  run -0 "$examples/desk/morning.sh" requests.jsonl new.csv
  [ "$(stat -c %a new.csv)" = 600 ]
}

# desk: a copy of the shipped one, of which the current folder is the desk, on the day
# that TA_TODAY says.
desk() {
  cp -R "$examples/desk" here && cd here || return 1
  PATH=$PWD:$PATH
}

# small: a folder with a ledger of three requests and an inbox.
small() {
  mkdir -p inbox
  printf '%s\n' id,received,email,role,assistance,facts R17,2026-11-02,a@example.org,attorney,general-information,why \
    R18,2026-11-03,b@example.org,attorney,general-information,how R2,2026-11-04,c@example.org,attorney,general-information,when >form.csv
  ta-submit -q -a desk.jsonl form.csv
  cp desk.jsonl before
}

# reads [WORD...]: the inbox, without waiting for files to settle.
reads() {
  go "$examples/desk/inbox.sh" --wait 0 "$@" inbox desk.jsonl
}

# told REGEX...: what became of the files is these lines and no others.
told() {
  mv out err && says "$@"
}

# events: of the ledger, a line each: id, event, moment, by.
events() {
  ta-log -q -f jsonl -t csv desk.jsonl | mlr --icsv --onidx --ofs ' ' cut -o -f id,ta_event,at,by
}

# as_user COMMAND...: the superuser may read and write everything, unless that is taken
# away.
as_user() {
  if [ "$(id -u)" -eq 0 ]; then
    setpriv --inh-caps=-all --bounding-set=-all "$@"
  else
    "$@"
  fi
}

@test "the shipped desk: its ledger is whole, and is what its exports and its inbox make" {
  desk
  go ta-log --verify desk.jsonl
  [ "$rc" -eq 0 ]
  mv desk.jsonl wanted
  go morning.sh --no-drafts
  ended 0
  go inbox.sh --wait 0
  [ "$rc" -eq 0 ]
  told 'What happened form \(Responses\).csv: 2 read, 2 added \(what-happened-form.yaml\)' 'What happened.csv: 7 read, 7 added'
  same wanted desk.jsonl
  # once more, nothing changes
  go inbox.sh --wait 0
  [ "$rc" -eq 0 ]
  [ ! -s err ]
  go morning.sh --no-drafts
  ended 0
  same wanted desk.jsonl
  [ "$(mlr --icsv --onidx --ofs ' ' cut -o -f id,ta_outcome,ta_due_status,ta_due queue.csv | paste -sd'|')" = \
    'R22 redirect none |R19 accept due-soon 2026-11-30|R20 accept on-hold 2026-12-08|R21 accept on-track 2026-12-14|R24 accept on-track 2026-12-14|R23 redirect none ' ]
  # a person has said that R20 is no grantee's, and that R18 is one
  [ "$(mlr --icsv --onidx filter '$id == "R20"' then cut -f ovc_grantee queue.csv)" = no ]
  # ledger, table and policy are the desk: of all else the same bytes come back
  cp queue.csv queue
  rm -rf exports inbox maps queue.csv* -- *.rejects*
  go morning.sh desk.jsonl queue.csv people.csv
  ended 0
  same queue queue.csv
  # README names every file
  (cd "$examples/desk" && printf '%s\n' *) | while read -r name; do
    case $name in
      README.md | crontab) continue ;;
      ta-*) name="${name%.*}.*" ;;
    esac
    grep -qF "\`$name" "$examples/desk/README.md" || grep -qF "\`$name/" "$examples/desk/README.md" || { echo "$name"; return 1; }
  done
}

@test "the shipped desk: what cron and systemd call are commands that work" {
  mkdir srv
  cp -R "$examples/desk" srv/ta
  rm srv/ta/desk.jsonl
  ta-policy >srv/ta/policy.yaml
  mkdir -p srv/ta/{sent,answered}/{cur,new,tmp}
  n=0
  while read -r command; do
    command=${command//\/usr\/local\/bin/$examples/desk}
    export TA_POLICY=$PWD/srv/ta/policy.yaml
    bash -c "${command//\/srv\/ta/$PWD/srv/ta}" >>said 2>&1 || { echo "$command"; cat said; return 1; }
    n=$((n + 1))
  done < <(
    sed -n 's/^[0-9*].* \(\/usr\/local\/bin\/\)/\1/p' "$examples/desk/crontab"
    sed -n 's/^ExecStart=//p' "$examples/desk"/ta-*.service
  )
  [ "$n" -eq 6 ]
  [ -s srv/ta/queue.csv ]
  [ "$(find srv/ta/drafts/cur -type f | wc -l)" -eq 7 ]
  # the second of each pair is that of the first
  diff <(sed -n 's/^[0-9*].* \(\/usr.*\)/\1/p' "$examples/desk/crontab" | sed 's/ >.*//' | sort) \
    <(sed -n 's/^ExecStart=//p' "$examples/desk"/ta-*.service | sort)
  for unit in "$examples/desk"/ta-*.service; do
    [ -f "${unit%.service}.timer" ]
    grep -q '^ProtectSystem=strict$' "$unit"
  done
  if command -v systemd-analyze >/dev/null; then
    mkdir units
    cp "$examples/desk"/ta-*.service "$examples/desk"/ta-*.timer units
    sed -i -e "s#/usr/local/bin/#$examples/desk/#" -e '/^Documentation/d' units/*
    go systemd-analyze verify units/*
    silent 0
  fi
}

@test "the desk in the current folder: no names are needed, and none of them is made up" {
  small
  go "$examples/desk/morning.sh"
  [ "$rc" -eq 2 ]
  grep -q 'people.csv' err
  [ ! -e queue.csv ]
  echo id,status >people.csv
  go "$examples/desk/morning.sh"
  ended 1
  grep -qx 'bulk-import.sh: exports is not a folder' err
  grep -qx 'morning.sh: not all exports were imported; the queue is that of the others' err
  [ "$(mlr --icsv --ojson cat queue.csv | jq length)" -eq 3 ]
  mkdir exports maps
  go "$examples/desk/morning.sh" --excel
  ended 0
  excel queue.csv
  go "$examples/desk/inbox.sh" --wait 0
  silent 0
  go "$examples/desk/show.sh" R17
  [ "$rc" -eq 0 ]
  mkdir elsewhere
  cd elsewhere
  go "$examples/desk/morning.sh"
  [ "$rc" -eq 2 ]
  go "$examples/desk/inbox.sh"
  ended 2
  says 'inbox.sh: inbox is not a folder'
  go "$examples/desk/show.sh" R17
  ended 2
  [ "$(ls)" = "$(printf '%s\n' err out)" ] || { ls; return 1; }
  for words in '-x' '--wait' '--wait soon inbox desk.jsonl' 'inbox' '--maps maps' 'a b c'; do
    # shellcheck disable=SC2086 # split on purpose
    go "$examples/desk/inbox.sh" $words
    [ "$rc" -eq 2 ]
    grep -q '^usage: ' err
  done
  for words in '' '-x R17' '--all'; do
    # shellcheck disable=SC2086 # split on purpose
    go "$examples/desk/show.sh" $words
    [ "$rc" -eq 2 ]
    grep -q '^usage: ' err
  done
}

@test "scripts: one whose neighbour is not beside it does nothing, since ids would be other ones" {
  small
  for script in bulk-import.sh inbox.sh; do
    mkdir "alone $script"
    cp "$examples/desk/$script" "$examples/desk/desk.sh" "alone $script"
    go "alone $script/$script" inbox desk.jsonl
    ended 2
    says "$script: map-of.sh has to be beside this script"
  done
  mkdir drafts sent
  for script in bulk-import.sh forget.sh inbox.sh morning.sh send.sh sent.sh show.sh; do
    mkdir -p "alone $script"
    cp "$examples/desk/$script" "alone $script"
    rm -f "alone $script/desk.sh"
    go "alone $script/$script" inbox desk.jsonl
    ended 2
    says '.*desk.sh: No such file or directory'
  done
  same before desk.jsonl
}

@test "inbox: a sheet, a form's answers by its map, and a queue in which cells are filled in" {
  small
  mkdir maps
  cp "$examples/desk/maps/what-happened-form.yaml" maps
  printf '%s\r\n' id,event,at,by R17,asked,11/4/2026,mk >'inbox/What happened.csv'
  printf '%s\n' 'Timestamp,Email Address,Which request?,What happened?,Remark' '11/5/2026 9:00:00,jo@example.org,R18,Sent,x' \
    >'inbox/What happened form (Responses) - Form Responses 1.csv'
  pipe desk.jsonl >queue.jsonl
  # saved by a spreadsheet: a byte order mark, semicolons, CRLF, dates as it likes them
  ta-route -q -t csv queue.jsonl | mlr --icsv --ocsv --ofs ';' put '
    $event = ""; $at = ""; $received = strftime(strptime($received, "%Y-%m-%d"), "%m/%d/%Y");
    if ($id == "R2") { $event = "assigned"; $at = "11/6/2026"; $assignee = "mk" }' >table
  { printf '\357\273\277'; sed 's/$/\r/' table; } >inbox/queue.csv
  reads --maps maps
  [ "$rc" -eq 0 ]
  [ ! -s err ]
  told 'What happened form \(Responses\) - Form Responses 1.csv: 1 read, 1 added \(what-happened-form.yaml\)' \
    'What happened.csv: 1 read, 1 added' 'queue.csv: 3 read, 1 added; rows without an event: 2; .*'
  [ "$(events)" = "R17 asked 2026-11-04 mk
R18 answered 2026-11-05T09:00:00-08:00 jo@example.org
R2 assigned 2026-11-06 " ]
  cp desk.jsonl before
  ls -A inbox >names
  reads --maps maps
  [ "$rc" -eq 0 ]
  [ "$(grep -c ' 0 added, 1 already there' out)" -eq 3 ]
  same before desk.jsonl
  same names <(ls -A inbox)
}

@test "inbox: rejects lie beside the file, are said once, and go when the file is right" {
  small
  printf '%s\n' id,event,at,note R71,noted,2026-11-05,zq7 R17,asked,,zq7 R18,asked,2026-11-05,zq7 >'inbox/the sheet.csv'
  chmod 640 'inbox/the sheet.csv'
  reads
  [ "$rc" -eq 1 ]
  says 'ta-log: inbox/the sheet.csv:2: row 2: id R71: no request has this id \[unknown-id\]' "ta-log: .*:3: row 3: .* \[no-day\]"
  told 'the sheet.csv: 3 read, 1 added, 2 rejected'
  [ "$(column ta_rule 'inbox/the sheet.csv.rejects.csv' | paste -sd' ')" = 'unknown-id no-day' ]
  grep -q unknown-id 'inbox/the sheet.csv.messages.txt'
  run ! grep zq7 'inbox/the sheet.csv.messages.txt'
  # who may read the sheet may read them, and nobody is to correct them there
  [ "$(stat -c %a inbox/*.rejects.csv inbox/*.messages.txt | paste -sd' ')" = '440 440' ]
  cp desk.jsonl before
  # the next runs mail nothing, but the status stays
  for again in 1 2; do
    reads
    [ "$rc" -eq 1 ]
    [ ! -s err ]
    same before desk.jsonl
  done
  # another mistake is news
  echo R2,anserd,2026-11-06, >>'inbox/the sheet.csv'
  reads
  [ "$rc" -eq 1 ]
  grep -q unknown-event err
  [ "$(mlr --icsv --ojson cat 'inbox/the sheet.csv.rejects.csv' | jq length)" -eq 3 ]
  # corrected, nothing of it is left
  sed -i 's/^R71/R2/; s/^R17,asked,/&2026-11-04/; s/anserd/noted/' 'inbox/the sheet.csv'
  reads
  [ "$rc" -eq 0 ]
  [ ! -s err ]
  told 'the sheet.csv: 4 read, 3 added, 1 already there'
  [ "$(ls -A inbox)" = 'the sheet.csv' ]
}

@test "inbox: a row whose decision has no event lies beside the file until somebody says what happened" {
  small
  printf '%s\n' id,event,at,decision R17,,,accept R18,,, >inbox/sheet.csv
  reads
  [ "$rc" -eq 1 ]
  says "ta-log: inbox/sheet.csv:2: row 2: id R17: what happened is missing: the cell 'event' is blank, but 'decision' is filled in \[no-event\]"
  told 'sheet.csv: 2 read, 0 added; rows that say something without an event: 1; rows without an event: 1'
  [ "$(column id inbox/sheet.csv.rejects.csv)" = R17 ]
  sed -i 's/^R17,,/R17,decided,2026-11-20/' inbox/sheet.csv
  reads
  [ "$rc" -eq 0 ]
  [ "$(ls -A inbox)" = sheet.csv ]
}

@test "inbox: a file that was just changed is left until it has settled, whatever its date says" {
  small
  printf '%s\n' id,event,at R17,asked,2026-11-1 >inbox/sheet.csv
  touch -d '2026-01-01' inbox/sheet.csv
  go "$examples/desk/inbox.sh" inbox desk.jsonl
  [ "$rc" -eq 0 ]
  [ ! -s err ]
  told 'sheet.csv: changed a moment ago; it is left for the next run'
  same before desk.jsonl
  # the rest of it comes
  printf '%s\n' id,event,at R17,asked,2026-11-18 R18,asked,2026-11-18 >inbox/sheet.csv
  sleep 2.1
  go "$examples/desk/inbox.sh" --wait 2 inbox desk.jsonl
  [ "$rc" -eq 0 ]
  [ "$(events)" = "R17 asked 2026-11-18 
R18 asked 2026-11-18 " ]
}

@test "inbox: an empty sheet is no trouble, nor is one with its headings alone" {
  small
  : >inbox/a.csv
  printf '\357\273\277' >inbox/b.csv
  printf '\357\273\277\r\n' >inbox/c.csv
  printf '\377\376\r\000\n\000' >inbox/d.csv
  printf ';;;\r\n ;;\r\n' >inbox/e.csv
  : >inbox/f.jsonl
  printf '%s\r\n' id,event,at >inbox/g.csv
  reads
  [ "$rc" -eq 0 ]
  [ ! -s err ]
  [ "$(grep -c ': empty$' out)" -eq 6 ]
  grep -qx 'g.csv: 0 read, 0 added' out
  [ "$(find inbox -mindepth 1 | wc -l)" -eq 7 ]
  same before desk.jsonl
  # one that had mistakes before has none now
  printf '%s\n' id,event,at R71,asked,2026-11-05 >inbox/a.csv
  reads
  [ "$rc" -eq 1 ]
  [ -e inbox/a.csv.rejects.csv ]
  : >inbox/a.csv
  reads
  [ "$rc" -eq 0 ]
  [ "$(find inbox -mindepth 1 | wc -l)" -eq 7 ]
}

@test "inbox: what is no file of events is said once, and beside it; the others are read" {
  small
  printf 'PK\003\004workbook' >inbox/a.xlsx
  printf '%s\n' id,event,at 'R17,"asked,2026-11-05' >inbox/b.csv
  printf '%s\n' id,What,When R17,asked,2026-11-05 >inbox/c.csv
  ln -s gone inbox/d.csv
  mkdir inbox/e
  printf '%s\n' id,event,at R17,asked,2026-11-05 >inbox/f.csv
  reads
  [ "$rc" -eq 2 ]
  sort -o err err
  says 'ta-log: inbox/a.xlsx: this is a compressed file .*' 'ta-log: inbox/b.csv:2: .*the quote .*' 'ta-log: inbox/c.csv: no column says which event .*'
  told 'a.xlsx: could not be read' 'b.csv: could not be read' 'c.csv: could not be read' 'd.csv: passed over, .*' 'e: passed over, .*' 'f.csv: 1 read, 1 added'
  grep -q compressed inbox/a.xlsx.messages.txt
  reads
  [ "$rc" -eq 2 ]
  [ ! -s err ]
  # rejects of a file that cannot be read now are still there
  printf '%s\n' id,event,at R71,asked,2026-11-05 >inbox/b.csv
  rm -r inbox/a.xlsx* inbox/c.csv* inbox/d.csv inbox/e
  reads
  [ "$rc" -eq 1 ]
  printf '%s\n' id,event,at 'R17,"asked,2026-11-05' >inbox/b.csv
  reads
  [ "$rc" -eq 2 ]
  [ -e inbox/b.csv.rejects.csv ]
}

@test "inbox: what an editor or an office leaves beside a sheet is no sheet" {
  small
  cp desk.jsonl before
  printf '%s\n' id,event,at R18,noted,2026-11-24 | tee inbox/what.csv~ 'inbox/~$what.csv' 'inbox/#what.csv#' inbox/what.csv.bak \
    >inbox/what.csv.swp
  reads
  [ "$rc" -eq 0 ]
  [ ! -s err ]
  [ ! -s out ]
  same before desk.jsonl
}

@test "inbox: names with blanks, quotes and hyphens are names, and a ledger in the folder is none of its files" {
  small
  mkdir -- -in
  mv desk.jsonl -- -in/-desk.jsonl
  n=0
  for name in '-r' "it's a sheet.csv" 'a "b".csv' '--help.csv' '$(touch x).csv' 'é.csv' $'two\nlines.csv'; do
    n=$((n + 1))
    printf '%s\n' id,event,at R71,asked,2026-11-05 "R17,noted,2026-11-0$((n + 2))" >"-in/$name"
  done
  go "$examples/desk/inbox.sh" --wait 0 -- -in -in/-desk.jsonl
  [ "$rc" -eq 1 ]
  [ "$(ta-log -q -f jsonl -t csv ./-in/-desk.jsonl | mlr --icsv --ojson cat | jq length)" -eq 7 ]
  [ "$(find ./-in -name '*.rejects.csv' -printf x)" = xxxxxxx ]
  [ ! -e x ]
  # a line of its own for each, whatever is in its name
  [ "$(wc -l <out)" -eq 7 ]
  go "$examples/desk/inbox.sh" --wait 0 -- -in -in/-desk.jsonl
  [ "$rc" -eq 1 ]
  [ ! -s err ]
  [ "$(find ./-in -type f -printf x | wc -c)" -eq 22 ]
}

@test "inbox: trouble with the folder or the ledger is said every time, and nothing is done" {
  small
  printf '%s\n' id,event,at R71,asked,2026-11-05 R17,asked,2026-11-05 >inbox/sheet.csv
  mkdir maps
  for again in 1 2; do
    go "$examples/desk/inbox.sh" --wait 0 none desk.jsonl
    ended 2 && says 'inbox.sh: none is not a folder'
    go "$examples/desk/inbox.sh" --wait 0 --maps none inbox desk.jsonl
    ended 2 && says 'inbox.sh: none is not a folder'
    go "$examples/desk/inbox.sh" --wait 0 inbox none.jsonl
    ended 2 && says 'inbox.sh: none.jsonl is not there; .*'
    chmod 644 desk.jsonl
    reads
    ended 2 && says 'ta-log: desk.jsonl: .* chmod 600 makes it yours' 'inbox.sh: nothing was added'
    chmod 400 desk.jsonl
    go as_user "$examples/desk/inbox.sh" --wait 0 inbox desk.jsonl
    ended 2 && says 'ta-log: desk.jsonl: cannot open for appending; .*' 'inbox.sh: nothing was added'
    chmod 600 desk.jsonl
    for mode in 300 500; do
      chmod $mode inbox
      go as_user "$examples/desk/inbox.sh" --wait 0 inbox desk.jsonl
      chmod 700 inbox
      ended 2 && says 'inbox.sh: .*inbox.*'
    done
  done
  same before desk.jsonl
  [ ! -e none.jsonl ]
  # a file that may not be read keeps no other out, and one that may not be written is read
  printf '%s\n' id,event,at R18,asked,2026-11-05 >inbox/other.csv
  chmod 000 inbox/other.csv
  chmod 400 inbox/sheet.csv
  go as_user "$examples/desk/inbox.sh" --wait 0 inbox desk.jsonl
  [ "$rc" -eq 2 ]
  grep -q 'other.csv: cannot open' err
  [ "$(events)" = 'R17 asked 2026-11-05 ' ]
}

@test "inbox: a torn or damaged line of the ledger is said, and events go in all the same" {
  small
  printf '%s\n' id,event,at R17,asked,2026-11-05 >inbox/sheet.csv
  printf '{"id":' >>desk.jsonl
  reads
  [ "$rc" -le 1 ]
  grep -q 'torn' err
  [ "$(events)" = 'R17 asked 2026-11-05 ' ]
  sed -i '2s/how/who/' desk.jsonl
  # it is said every time, and is no trouble of a file
  for again in 1 2; do
    reads
    [ "$rc" -eq 1 ]
    says 'ta-log: desk.jsonl:2: .*damaged.*'
    [ "$(ls -A inbox)" = sheet.csv ]
  done
  rm inbox/sheet.csv
  reads
  [ "$rc" -eq 1 ]
}

@test "inbox: a file that is changed while it is read is said" {
  small
  printf '%s\n' id,event,at R17,asked,2026-11-05 >inbox/sheet.csv
  as_if ta-log '"$TA_BUILD/bin/ta-log" "$@" || exit; case "$*" in *sheet.csv) echo R18,asked,2026-11-05 >>inbox/sheet.csv ;; esac'
  PATH="$PWD/shim:$PATH" reads
  [ "$rc" -eq 1 ]
  says 'inbox.sh: inbox/sheet.csv was changed while it was read; .*'
  reads
  [ "$rc" -eq 0 ]
  [ "$(events | wc -l)" -eq 2 ]
}

@test "inbox: two at once disturb neither each other nor two of staff, and one that hangs is said" {
  small
  for i in 1 2 3 4 5; do printf '%s\n' id,event,at "R17,noted,2026-11-0$((i + 2))" R71,asked,2026-11-05 "R18,asked,2026-11-0$((i + 3))"; done | awk 'NR == 1 || !/^id/' >inbox/one.csv
  cp inbox/one.csv inbox/two.csv
  pids=()
  for i in 1 2 3; do
    "$examples/desk/inbox.sh" --wait 0 inbox desk.jsonl >"said$i" 2>&1 &
    pids+=($!)
  done
  ta-log -q -a desk.jsonl -i R2 noted
  for pid in "${pids[@]}"; do
    try wait "$pid"
    [ "$rc" -eq 1 ]
  done
  [ "$(events | sort | uniq -d | wc -l)" -eq 0 ]
  [ "$(events | wc -l)" -eq 11 ]
  [ "$(find inbox -type f | wc -l)" -eq 6 ]
  [ "$(find inbox -mindepth 1 -type d | wc -l)" -eq 0 ]
  as_if flock 'exit 1'
  cp desk.jsonl before
  PATH="$PWD/shim:$PATH" reads
  ended 2
  says 'inbox.sh: another run has been at work in inbox for a minute; nothing was done'
  same before desk.jsonl
}

@test "inbox: a run that is killed at any file loses nothing, and the next one goes on" {
  small
  for i in 1 2 3; do printf '%s\n' id,event,at "R17,noted,2026-11-0$((i + 3))" R71,asked,2026-11-05 >"inbox/$i.csv"; done
  as_if ta-log 'case "$*" in *2.csv) kill -9 $PPID ;; *) exec "$TA_BUILD/bin/ta-log" "$@" ;; esac'
  PATH="$PWD/shim:$PATH" go bash -c "'$examples/desk/inbox.sh' --wait 0 inbox desk.jsonl"
  [ "$rc" -gt 128 ]
  # what it was at is hidden, and no file of events
  reads
  [ "$rc" -eq 1 ]
  [ "$(events | wc -l)" -eq 3 ]
  [ "$(find inbox -name '*.rejects.csv' | wc -l)" -eq 3 ]
  # a tool that dies is status 2, and its file is read by the next run
  echo R18,noted,2026-11-09 >>inbox/2.csv
  as_if ta-log 'case "$*" in *2.csv) kill -9 $$ ;; *) exec "$TA_BUILD/bin/ta-log" "$@" ;; esac'
  PATH="$PWD/shim:$PATH" reads
  [ "$rc" -eq 2 ]
  reads
  [ "$rc" -eq 1 ]
  [ "$(events | wc -l)" -eq 4 ]
}

@test "inbox: a message that cannot be written is status 2" {
  small
  printf '%s\n' id,event,at R17,asked,2026-11-05 R71,asked,2026-11-05 >inbox/sheet.csv
  run -2 bash -c "'$examples/desk/inbox.sh' --wait 0 inbox desk.jsonl >/dev/full"
  rm -f inbox/*.messages.txt
  run -2 bash -c "'$examples/desk/inbox.sh' --wait 0 inbox desk.jsonl 2>/dev/full"
  as_if grep 'cat >/dev/null; exit 2'
  PATH="$PWD/shim:$PATH" reads
  [ "$rc" -eq 2 ]
  says 'inbox.sh: the messages about inbox/sheet.csv could not all be written; .*'
  rm -r shim
  as_if mv 'exit 1'
  rm -f inbox/*.messages.txt
  PATH="$PWD/shim:$PATH" reads
  [ "$rc" -eq 2 ]
  grep -q 'could not be written' err
  [ "$(events)" = 'R17 asked 2026-11-05 ' ]
}

@test "show: one request, by its id or the beginning of it, with its answers, decision and timeline" {
  small
  ta-log -q -a desk.jsonl -i R17 --at 2026-11-05 --by mk --note 'who is it?' asked
  ta-log -q -a desk.jsonl -i R18 --at 2026-11-06 assigned assignee=jo
  printf '%s\n' email,ovc_grantee a@example.org,yes >people.csv
  go "$examples/desk/show.sh" R17
  clean 0
  for line in 'id: R17' 'email: a@example.org' 'ovc_grantee: .yes.' 'holds: .2026-11-05/\.\..' 'ta_outcome: accept' 'ta_due_status: on-hold' \
    'ta_event: asked' 'by: mk' 'note: .?who is it\?.?' 'routes: general-information: yes: .*' '2026-12-14 monday: business day 15, the target'; do
    grep -qE "^ +$line\$" out || { echo "$line"; cat out; return 1; }
  done
  run ! grep -E 'R18|b@example|jo|: no: |ta_rank' out
  [ "$(wc -l <out)" -lt 66 ]
  cp out whole
  go "$examples/desk/show.sh" R18
  [ "$rc" -eq 0 ]
  grep -q 'assignee: jo' out
  go "$examples/desk/show.sh" R2
  [ "$rc" -eq 0 ]
  sed -n '/^What happened/,$p' out | same <(printf 'What happened\n\n') -
  go "$examples/desk/show.sh" --all R17
  [ "$(grep -c ': no: ' out)" -gt 40 ]
  grep -vE ': no: |: closed, weekend$|: on hold$|: business day [0-9]+$' out | same whole -
  go "$examples/desk/show.sh" R17 desk.jsonl people.csv
  same whole out
  # without the table nothing of it is there
  go "$examples/desk/show.sh" R17 desk.jsonl
  run ! grep ovc_grantee out
  for id in R1 R R71 r17 '' 'R17 ' '.' '"'; do
    go "$examples/desk/show.sh" "$id"
    ended 2
    [ "$(wc -l <err)" -le 2 ]
  done
}

@test "show: an id is no pattern, and no text passes for one" {
  printf '%s\n' id,received,email,role,assistance,facts 'a.b*[c],2026-11-02,a@example.org,attorney,general-information,why' \
    'axb,2026-11-02,b@example.org,attorney,general-information,"say ""id"":""hidden"" and more"' \
    "\"it's \"\"R\\1\"\"\",2026-11-02,c@example.org,attorney,general-information,why" 17,2026-11-02,d@example.org,attorney,general-information,why \
    '-x,2026-11-02,e@example.org,attorney,general-information,why' >form.csv
  ta-submit -q -a desk.jsonl form.csv
  shows() { go "$examples/desk/show.sh" -- "$1"; clean 0 && grep -q "^    email: $2@example.org\$" out; }
  shows 'a.b*[c]' a
  shows 'a.' a
  shows ax b
  shows "it's \"R\\1\"" c
  shows "it's \"" c
  shows 17 d
  shows -x e
  go "$examples/desk/show.sh" hidden
  ended 2
  says 'ta-log: no request has this id'
}

@test "show: what is wrong with the ledger, the table or a tool is said" {
  small
  sed -i '2s/how/who/' desk.jsonl
  go "$examples/desk/show.sh" R17
  [ "$rc" -eq 1 ]
  grep -q 'desk.jsonl:2: .*damaged' err
  go "$examples/desk/show.sh" R18
  ended 2
  cp before desk.jsonl
  chmod 600 desk.jsonl
  go "$examples/desk/show.sh" R17 none.jsonl
  ended 2
  go "$examples/desk/show.sh" R17 desk.jsonl none.csv
  ended 2
  for tool in ta-submit ta-log ta-validate ta-due ta-prioritize ta-route; do
    rm -rf shim
    as_if $tool 'kill -9 $$'
    PATH="$PWD/shim:$PATH" go "$examples/desk/show.sh" R17
    ended 2
  done
}

# day DATE: what the play of weeks says of a day, on one line.
day() {
  awk -v day="$1" '/^2026/ { on = $1 == day } on' weeks | tr -s ' \n' ' '
}

@test "weeks: what is done and what comes out is to the day as the desk was designed" {
  "$examples/desk/week.sh" >weeks 2>err
  [ ! -s err ]
  n=0
  while IFS='|' read -r date words; do
    [[ "$(day "$date")" == *"$words"* ]] || { echo "$date: $words"; day "$date"; return 1; }
    n=$((n + 1))
  done <<'END'
2026-11-02|R17: outcome hold, target 2026-11-24
2026-11-04|R17: outcome hold, holds 2026-11-04/..
2026-11-06|the clock is before the ledger's latest event; set it, or give --at status 2
2026-11-09|R17: outcome accept, holds 2026-11-04/2026-11-09, target 2026-12-01
2026-11-10|R17: phone 555-0117, holds 2026-11-04/2026-11-09, target 2026-12-01
2026-11-10|R21: holds 2026-11-10/.. R25: holds -
2026-11-12|R21: status withdrawn, holds 2026-11-10/2026-11-12, due_status finished
2026-11-13|no request has this id status 2
2026-11-18|ta-log: 1 read, 1 added $ ta-log -a desk.jsonl -i R17 --at '2026-11-18 10:00:05' --by jo answered ta-log: the request R17 was finished already; the event is added
2026-11-18|R17: status answered, answered 2026-11-18, due_status finished
2026-11-19|R17: email ana@office.example.org, status answered, days_taken 7, in_target yes
2026-11-20|R21: status new, holds 2026-11-10/2026-11-12, due_status on-track, target 2026-12-14
2026-11-23|it differs in facts: run this again with --amend if it is the same request, with another id if it is another [id-taken] ta-submit: 4 read, 1 taken, 2 already there, 1 rejected status 1
2026-11-23|--amend export.csv ta-submit: 4 read, 0 taken, 3 already there, 1 amended $
2026-11-23|--amend export.csv ta-submit: 4 read, 0 taken, 4 already there R25
2026-11-23|R25: facts Where does one send the form for a duplicate?
2026-11-30|R17: status new, answered 2026-11-18, days_taken 7, in_target yes, due_status on-track, target 2026-12-21
2026-12-01|What happened.csv: 4 read, 3 added, 1 rejected
2026-12-01|[no-day] status 1
2026-12-01|What happened.csv: 4 read, 0 added, 3 already there, 1 rejected
2026-12-01|R25: holds 2026-11-10/2026-11-12, answered 2026-11-17, days_taken 4, in_target yes
2026-12-02|R30,Ana Ortega,1,R17 $
2026-12-02|R17: received 2026-11-02T09:14:33-08:00, email ana.b@example.org, facts And may she travel while it is pending?
2026-12-02|R30: status merged, merged_into R17, due_status finished
2026-12-02|R17,2026-11-18T10:00:00-08:00,answered,mk R17,2026-11-18T10:00:05-08:00,answered,jo R17,2026-11-19,amended
END
  [ "$n" -eq 25 ]
  # the slip, the clock and the day without an answer have left no line
  [ "$(day 2026-12-02 | grep -oE '(R[0-9]+|id),[a0-9][^ ]*' | wc -l)" -eq 19 ]
  run ! grep -E 'R71,' weeks
  # the same in any folder, zone and on any day
  mkdir elsewhere
  (cd elsewhere && TZ=Asia/Tokyo TA_TODAY=2030-01-01 TA_BY=x "$examples/desk/week.sh") | same weeks -
  [ -z "$(ls -A elsewhere)" ]
}

@test "two of staff answer one request in the same moment: both lines are there, one is told, and the day is the first" {
  small
  for who in mk jo; do
    day=17
    [ $who = mk ] || day=16
    ta-log -a desk.jsonl -i R17 --at 2026-11-$day --by $who answered 2>"said-$who" &
  done
  wait
  [ "$(events | sort)" = "R17 answered 2026-11-16 jo
R17 answered 2026-11-17 mk" ]
  [ "$(cat said-* | grep -c 'the request R17 was finished already')" -eq 1 ]
  [ "$(ta-submit -q -t csv desk.jsonl | mlr --icsv --onidx filter '$id == "R17"' then cut -f answered)" = 2026-11-16 ]
}

@test "morning: files that may only be read are read, an empty export is said, and a table that may not be read stops" {
  desk
  go morning.sh
  ended 0
  chmod 400 exports/* people.csv queue.csv
  go as_user morning.sh
  ended 0
  # who could only read the queue can only read the next
  [ "$(stat -c %a queue.csv)" = 400 ]
  cp queue.csv before
  : >exports/empty.csv
  go morning.sh
  ended 1
  grep -q 'empty.csv: there is nothing in it' err
  grep -qx 'morning.sh: not all exports were imported; the queue is that of the others' err
  same before queue.csv
  rm exports/empty.csv
  # a table that a spreadsheet has saved is a table
  chmod 600 people.csv queue.csv
  { printf '\357\273\277'; printf '%s\r\n' 'email;ovc_grantee' 'dov@example.org;Yes' ';'; } >people.csv
  go morning.sh
  ended 0
  [ "$(mlr --icsv --onidx filter '$id == "R20"' then cut -f ovc_grantee queue.csv)" = yes ]
  echo yesterday >queue.csv
  chmod 000 people.csv
  go as_user morning.sh
  ended 2
  grep -q 'people.csv: cannot open' err
  [ "$(cat queue.csv)" = yesterday ]
}

@test "forget.sh: what may still hold stories, in every place of a desk, and nothing is removed" {
  cp -R "$examples/desk" here && cd here
  rm -rf inbox/* exports/* people.csv
  go ./forget.sh
  silent 0
  mkdir -p drafts/cur sent/cur by desk.jsonl.rejects
  for file in desk.jsonl.torn desk.jsonl.forgetting desk.jsonl.Mon desk.jsonl.rejects/requests.csv queue.csv.rejects.csv \
    queue.csv queue.csv.aB3xYz letters.csv drafted.jsonl by/hotline.csv drafts/cur/R17 sent/cur/1 board.html 'inbox/What happened.csv' \
    inbox/a.csv.rejects.csv exports/requests.csv people.csv; do
    echo zq-story >"$file"
  done
  touch -d 2026-11-20 letters.csv
  go ./forget.sh desk.jsonl
  [ "$rc" -eq 1 ]
  [ ! -s err ]
  grep -qx 'queue 2026-11-20 ./letters.csv' out
  # each file with the word is in the list, and no other
  same <(grep -rl zq-story . | grep -v '\.sh$' | sed 's|^\./||' | sort) <(sed 's/^[a-z]* [^ ]* //; s|^\./||' out | sort -u)
  go ./forget.sh nowhere
  ended 2
  says 'forget.sh: nowhere is not a ledger'
  go ./forget.sh --all
  ended 2
}
