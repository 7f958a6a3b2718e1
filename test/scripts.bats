#!/usr/bin/env bats
# The scripts that are shipped: the day's queue from the ledger and staff's tables,
# and exports of many makers into one ledger.

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

# as_if TOOL COMMAND: PATH with a tool of that name that runs the command instead.
as_if() {
  mkdir -p shim
  printf '#!/usr/bin/env bash\n%s\n' "$2" >"shim/$1"
  chmod +x "shim/$1"
}

@test "daily-queue: from the ledger, with staff's side" {
  ta-submit -q -t csv requests.jsonl | mlr --icsv --ocsv head -n 3 then cut -o -f id,email >three
  id() { sed -n "$1p" three | cut -d, -f1; }
  printf '%s\n' id,status,holds,ethics_flag,answered "$(id 2),on-hold,2026-11-02/..,," \
    "$(id 3),,,review," "$(id 4),answered,,,2026-11-20" >staff.csv
  run -0 "$examples/daily-queue.sh" requests.jsonl queue.csv staff.csv
  [ "$(mlr --icsv --onidx filter "\$id == \"$(id 2)\"" then cut -f ta_due_status queue.csv)" = on-hold ]
  [ "$(mlr --icsv --onidx filter "\$id == \"$(id 3)\"" then cut -f ta_queue queue.csv)" = ethics-review ]
  # one that is answered is not in it, and nobody is told to ask
  run ! grep -F "$(id 4)" queue.csv
  [ "$(mlr --icsv --ojson cat queue.csv | jq length)" -eq 69 ]
  # the same as from the export itself, but for where the records came from; of the form
  # it is said that some answers are none of its own
  run -1 "$examples/daily-queue.sh" "$examples/google-forms.csv" other.csv staff.csv
  values() {
    mlr --icsv --ojson template -f "$(head -n 1 other.csv)" then sort -f id "$1"
  }
  same <(values queue.csv) <(values other.csv)
}

# excel FILE: it is written for a spreadsheet.
excel() {
  [ "$(head -c 3 "$1")" = $'\357\273\277' ] && head -n 1 "$1" | grep -q $'\r$'
}

@test "daily-queue: for Excel, where days below zero are numbers and a requester's formula is none" {
  printf '%s\n' id,received,email,role,assistance,facts 1,2026-09-02,a@example.org,attorney,case-consultation,=1+1 >one.csv
  run -0 "$examples/daily-queue.sh" --excel one.csv queue.csv
  excel queue.csv
  [ "$(mlr --icsv --onidx --ofs , cut -o -f facts,ta_days_left queue.csv)" = "'=1+1,-41" ]
  run -0 "$examples/daily-queue.sh" one.csv queue.csv
  [ "$(mlr --icsv --onidx --ofs , cut -o -f facts,ta_days_left queue.csv)" = "=1+1,-41" ]
  run ! excel queue.csv
}

@test "daily-queue: exports are imported by their maps before the queue is made" {
  cp -R "$examples/exports" in
  run -0 --separate-stderr "$examples/daily-queue.sh" --excel --import in --maps "$examples/maps" all.jsonl queue.csv
  [ -z "$output" ]
  # shellcheck disable=SC2154 # set by run
  [ "$(grep -c '^[a-z0-9-]*.csv: 14 read, ' <<<"$stderr")" -eq 9 ]
  # a ledger that was lost does not begin anew unsaid
  [[ $stderr == 'daily-queue.sh: all.jsonl is not there, and the import begins it; '* ]]
  excel queue.csv
  [ "$(mlr --icsv --ojson cat queue.csv | jq length)" -eq "$(wc -l <all.jsonl)" ]
  # what is rejected is kept and said, an export that fails does not keep the others out
  mlr -S --csv head -n 1 then put '$Id = "99"; $Email1 = "new@example.org"' in/microsoft-forms.csv >in/microsoft-forms-2.csv
  sed '2s/,/,surplus,/' "$examples/exports/google-sheet.csv" >in/google-sheet.csv
  printf 'a,"open\n' >in/broken.csv
  run -1 --separate-stderr "$examples/daily-queue.sh" --import in --maps "$examples/maps" all.jsonl queue.csv
  [[ $stderr == *'broken.csv: '*'never closed'*'not all exports were imported; the queue is that of the others'* ]]
  [[ $stderr != *'is not there'* ]]
  grep -q ms-99 queue.csv
  [ -e all.jsonl.rejects/google-sheet.csv ]
  # a queue beside the exports would be one of them the next day
  run -2 --separate-stderr "$examples/daily-queue.sh" --import in all.jsonl in/queue.csv
  [[ $stderr == 'daily-queue.sh: the queue would be imported '* ]]
  [ ! -e in/queue.csv ]
  for words in '--maps in all.jsonl q' '--import' '--import in all.jsonl' '--exel all.jsonl q'; do
    # shellcheck disable=SC2086 # split on purpose
    run -2 "$examples/daily-queue.sh" $words
    [[ $output == usage:* ]] || { echo "$output"; return 1; }
  done
}

@test "daily-queue: of a stage that fails the reason is said, once, and what became of the queue" {
  echo yesterday >queue.csv
  go "$examples/daily-queue.sh" none.jsonl queue.csv
  ended 2
  says 'ta-submit: none.jsonl: cannot open the file: No such file or directory' \
    'daily-queue.sh: ta-submit failed with status 2; the queue is as it was'
  # so of a policy, which every tool reads
  go env TA_POLICY=none.yaml "$examples/daily-queue.sh" requests.jsonl queue.csv
  ended 2
  says 'ta-policy: none.yaml: .*' 'daily-queue.sh: the queue is as it was'
  [ "$(cat queue.csv)" = yesterday ]
}

@test "daily-queue: the mail names the form and the request, and a decision that met no record" {
  printf '%s\n' id,status R99,closed >staff.csv
  printf '%s\n' id,received,email,role,assistance,facts R1,2026-11-02,a@example.org,attorney,case-consultation, \
    R2,2026-11-03,,attorney,case-consultation,why >form.csv
  ta-submit -q -a new.jsonl form.csv
  go "$examples/daily-queue.sh" new.jsonl queue.csv staff.csv
  ended 1
  grep -qx 'ta-submit: staff.csv:2: row 2: id R99: no record has this key; .*' err
  grep -qx 'ta-validate: form.csv:2: id R1: facts: .* \[question-missing\]' err
  grep -qx 'ta-validate: form.csv:3: id R2: email: .* \[email-missing\]' err
  # answered, it is in the mail no more
  printf '%s\n' id,status R1,answered R2,withdrawn >staff.csv
  go "$examples/daily-queue.sh" new.jsonl queue.csv staff.csv
  ended 0
  run ! grep -E 'R1|R2' err
  [ "$(wc -l <queue.csv)" -eq 1 ]
}

@test "daily-queue: from an export whose first heading looks like YAML" {
  printf '#,Timestamp,Email,Role,Assistance\n1,11/2/2026 9:00,a@b.org,Attorney,General Info\n' >hash.csv
  run -0 "$examples/daily-queue.sh" hash.csv queue.csv
  [ "$(column ta_queue queue.csv)" = awaiting-requester ]
}

@test "daily-queue: a table that cannot be joined leaves the queue of the day before" {
  echo yesterday >queue.csv
  printf '%s\n' id,statsu 1,new >staff.csv
  run -2 --separate-stderr "$examples/daily-queue.sh" requests.jsonl queue.csv staff.csv
  # shellcheck disable=SC2154 # set by run
  [[ $stderr == *"did you mean 'status'"* ]]
  [ "$(cat queue.csv)" = yesterday ]
}

@test "daily-queue: a stage that is killed, each in turn, leaves the queue of the day before" {
  for tool in ta-submit ta-validate ta-due ta-prioritize ta-route; do
    for way in "kill -9 \$\$" "$(command -v $tool) \"\$@\" | head -n 5; kill -9 \$\$"; do
      rm -rf shim
      as_if $tool "$way"
      echo yesterday >queue.csv
      run -2 env PATH="$PWD/shim:$PATH" "$examples/daily-queue.sh" requests.jsonl queue.csv
      [[ $output == *"$tool failed with status 137"* ]] || { echo "$tool: $output"; return 1; }
      [ "$(cat queue.csv)" = yesterday ]
      [ "$(find . -name 'queue.csv.*' ! -name '*.rejects.csv' | wc -l)" -eq 0 ]
    done
  done
}

@test "daily-queue: a damaged line of the ledger is said, kept aside, and the queue is made" {
  sed -i '7s/received/recieved/' requests.jsonl && chmod 600 requests.jsonl
  run -1 --separate-stderr "$examples/daily-queue.sh" requests.jsonl queue.csv
  [[ $stderr == *"requests.jsonl:7:"*"damaged"* ]]
  [ "$(mlr --icsv --ojson cat queue.csv | jq length)" -eq 69 ]
  mlr --icsv --ojson cut -f ta_extra queue.csv.rejects.csv | jq -r '.[].ta_extra' | grep -q recieved
}

@test "bulk-import: exports of many makers, each with its map, and again" {
  run -0 --separate-stderr "$examples/bulk-import.sh" "$examples/exports" all.jsonl "$examples/maps"
  [ "${#lines[@]}" -eq 9 ]
  grep -q '^surveymonkey.csv: 14 read, .*(surveymonkey.yaml)$' <<<"$output"
  run -0 --separate-stderr ta-submit --verify all.jsonl
  cp all.jsonl before
  run -0 --separate-stderr "$examples/bulk-import.sh" "$examples/exports" all.jsonl "$examples/maps"
  [ "$(grep -c ' 0 taken, 14 already there' <<<"$output")" -eq 9 ]
  same before all.jsonl
  # fourteen requests, which all nine makers have
  [ "$(wc -l <all.jsonl)" -eq 14 ]
}

@test "bulk-import: rejects are kept a file an export, corrected and imported from there" {
  cp -R "$examples/exports" in
  sed -i '3s/,/,surplus,/' in/google-sheet.csv
  printf 'a,"open\n' >in/airtable-broken.csv
  run -2 --separate-stderr "$examples/bulk-import.sh" in all.jsonl "$examples/maps"
  grep -q '^google-sheet.csv: 14 read, .*1 rejected' <<<"$output"
  grep -q '^airtable-broken.csv: .*the quote that begins here is never closed' <<<"$output"
  [ "$(ls all.jsonl.rejects)" = google-sheet.csv ]
  mlr -S --csv cut -x -f ta_extra,ta_row,ta_line,ta_column,ta_rule,ta_message \
    all.jsonl.rejects/google-sheet.csv >seen
  [ "$(mlr --icsv --ojson cat seen | jq length)" -eq 1 ]
  # the row as it was, without the cell too many
  { head -n 1 "$examples/exports/google-sheet.csv"; sed -n 3p "$examples/exports/google-sheet.csv"; } \
    >all.jsonl.rejects/google-sheet.csv
  rm in/airtable-broken.csv
  run -0 --separate-stderr "$examples/bulk-import.sh" all.jsonl.rejects all.jsonl "$examples/maps"
  [ -z "$(ls all.jsonl.rejects)" ]
  run -0 --separate-stderr "$examples/bulk-import.sh" "$examples/exports" all.jsonl "$examples/maps"
  [ "$(wc -l <all.jsonl)" -eq 14 ]
}

@test "daily-queue: what is read, and any ledger, is never replaced by the queue" {
  printf '%s\n' id,status 1,new >staff.csv
  cp requests.jsonl other
  cp requests.jsonl damaged && sed -i '1,30s/received/recieved/' damaged
  ln -s requests.jsonl link
  mkdir folder
  cksum requests.jsonl other damaged staff.csv >before
  while read -r input queue why; do
    run -2 --separate-stderr "$examples/daily-queue.sh" "$input" "$queue" staff.csv
    [[ $stderr == "daily-queue.sh: the queue $why" ]] || { echo "$queue: $stderr"; return 1; }
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

@test "bulk-import: two at once lose nothing, one waits for the other" {
  cp -R "$examples/exports" in
  sed -i '3s/,/,surplus,/' in/google-sheet.csv
  bulk() { "$examples/bulk-import.sh" "$1" all.jsonl "$examples/maps" >/dev/null 2>&1; }
  bulk in &
  try bulk in
  [ "$rc" -eq 1 ]
  try wait $!
  [ "$rc" -eq 1 ]
  [ "$(ls all.jsonl.rejects)" = google-sheet.csv ]
  [ "$(jq -r .id all.jsonl | sort | uniq -d | wc -l)" -eq 0 ]
  { head -n 1 "$examples/exports/google-sheet.csv"; sed -n 3p "$examples/exports/google-sheet.csv"; } \
    >all.jsonl.rejects/google-sheet.csv
  bulk all.jsonl.rejects &
  try bulk all.jsonl.rejects
  [ "$rc" -eq 0 ]
  try wait $!
  [ "$rc" -eq 0 ]
  [ -z "$(ls -A all.jsonl.rejects)" ]
  [ "$(wc -l <all.jsonl)" -eq 14 ]
}

# A ledger, and a reject of it that was corrected.
corrected() {
  mkdir all.jsonl.rejects
  ta-submit -q -a all.jsonl -F role=attorney -F id=0
  printf '%s\n' id,email,role,received,assistance 1,a@b.org,attorney,2026-11-02,general-information \
    >all.jsonl.rejects/form.csv
}

@test "bulk-import: a reject that is saved while its import waits is not removed" {
  for way in "sed -i s/a@b/b@b/ \$file" 'sed s/a@b/b@b/ $file >saved; cp saved $file' 'touch $file' \
    'sed "\$d" $file >saved; mv saved $file'; do
    rm -rf all.jsonl*
    corrected
    file=all.jsonl.rejects/form.csv
    exec 9<all.jsonl
    flock 9
    "$examples/bulk-import.sh" all.jsonl.rejects all.jsonl 9<&- 3>&- >said 2>&1 &
    sleep 0.5
    eval "$way"
    cksum $file >before
    exec 9<&-
    try wait $!
    [ "$rc" -eq 1 ] || { cat said; return 1; }
    grep -qx "bulk-import.sh: $file was saved again meanwhile, and stays: run this again for it" said
    same before <(cksum $file)
    # run again, it goes where nothing of it is a reject any more
    try "$examples/bulk-import.sh" all.jsonl.rejects all.jsonl >/dev/null 2>&1
    [ "$rc" -lt 2 ]
    jq -r .id all.jsonl | grep -qx 1
  done
}

@test "bulk-import: rejects that cannot be kept stay where they are" {
  corrected
  echo 2,x >>all.jsonl.rejects/form.csv
  cp all.jsonl.rejects/form.csv before
  as_if mv 'exit 1'
  run -2 --separate-stderr env PATH="$PWD/shim:$PATH" "$examples/bulk-import.sh" all.jsonl.rejects all.jsonl
  grep -q 'could not be kept' <<<"$stderr"
  same before all.jsonl.rejects/form.csv
  run -1 --separate-stderr "$examples/bulk-import.sh" all.jsonl.rejects all.jsonl
  [ "$(ls -A all.jsonl.rejects)" = form.csv ]
  [ "$(column ta_rule all.jsonl.rejects/form.csv)" = not-a-record ]
  # those of an export as well
  mkdir in
  cp before in/form.csv
  as_if ln 'exit 1'
  rm all.jsonl.rejects/form.csv
  run -2 --separate-stderr env PATH="$PWD/shim:$PATH" "$examples/bulk-import.sh" in all.jsonl
  [ -z "$(ls -A all.jsonl.rejects)" ]
  same before in/form.csv
  # a ledger with a torn tail has no rejects to show for its status
  printf '{"id":' >>all.jsonl
  sed -i '$d' in/form.csv
  run -1 --separate-stderr "$examples/bulk-import.sh" in all.jsonl
  [ -z "$(ls -A all.jsonl.rejects)" ]
}

@test "bulk-import: a map is found whatever a browser or a person has put behind its name" {
  while read -r maker; do
    rm -rf in all.jsonl*
    mkdir in
    cp "$examples/exports/$maker.csv" in/
    run -0 --separate-stderr "$examples/bulk-import.sh" in all.jsonl "$examples/maps"
    for name in "$maker (1)" "${maker^^}" "${maker^}_november" "$maker copy"; do
      rm in/*
      cp "$examples/exports/$maker.csv" "in/$name.csv"
      run -0 --separate-stderr "$examples/bulk-import.sh" in all.jsonl "$examples/maps"
      [[ $output == "$name.csv: 14 read, 0 taken, 14 already there"*" ($maker.yaml)" ]] || { echo "$output"; return 1; }
    done
    [ "$(wc -l <all.jsonl)" -eq 14 ]
  done < <(printf '%s\n' gravity-forms jotform google-forms surveymonkey)
  # a name that goes on is another's, and the longest is meant
  mkdir maps
  cp "$examples/maps/gravity-forms.yaml" maps/Staff.yml
  cp "$examples/maps/gravity-forms.yaml" maps/staff-room.yaml
  rm -rf in all.jsonl*
  mkdir in
  cp "$examples/exports/gravity-forms.csv" in/staff.csv
  cp in/staff.csv in/staff-rooms.csv
  cp in/staff.csv in/staff-room-2.csv
  run -0 --separate-stderr "$examples/bulk-import.sh" in all.jsonl maps
  [[ ${lines[0]} == 'staff-room-2.csv: '*' (staff-room.yaml)' ]]
  [[ ${lines[1]} == 'staff-rooms.csv: '*' (Staff.yml)' ]]
  [[ ${lines[2]} == 'staff.csv: '*' (Staff.yml)' ]]
}

@test "bulk-import: what is passed over in the folder is said, and a folder that cannot be read is no empty one" {
  mkdir -p in/november
  ln -s gone.csv in/link.csv
  mkfifo in/pipe.csv
  run -1 --separate-stderr "$examples/bulk-import.sh" in in/all.jsonl
  [ "$(grep -c ': passed over, since it is no file, or a link that leads to none$' <<<"$output")" -eq 3 ]
  rm -r in/november in/link.csv in/pipe.csv
  run -0 --separate-stderr "$examples/bulk-import.sh" in in/all.jsonl
  # maps that are not there would leave the forms' own numbers unread
  run -2 --separate-stderr "$examples/bulk-import.sh" in all.jsonl none
  [ "$stderr" = 'bulk-import.sh: none is not a folder' ]
  # the superuser may read every folder, unless that is taken away
  local as=()
  [ "$(id -u)" -ne 0 ] || as=(setpriv --inh-caps=-all --bounding-set=-all)
  mkdir maps
  for folder in in maps; do
    chmod 300 $folder
    run -2 --separate-stderr "${as[@]}" "$examples/bulk-import.sh" in all.jsonl maps
    chmod 700 $folder
    [[ $stderr == "bulk-import.sh: $folder cannot be read; "* ]]
  done
  [ ! -e all.jsonl ]
}

@test "bulk-import: a message that cannot be written is status 2, and rejects are kept all the same" {
  mkdir in
  printf '%s\n' received,email,role,assistance,facts 2026-11-02,a@example.org,survivor,case-consultation,why >in/form.csv
  run -2 bash -c "'$examples/bulk-import.sh' in one.jsonl 2>/dev/full"
  run -2 bash -c "'$examples/bulk-import.sh' in two.jsonl >/dev/full"
  # where the disk of the rejects takes no summary
  as_if tee 'cat >/dev/null; exit 1'
  echo 2026-11-03,b@example.org,attorney,case-consultation,why,more >>in/form.csv
  run -2 --separate-stderr env PATH="$PWD/shim:$PATH" "$examples/bulk-import.sh" in all.jsonl
  [ "$(column ta_extra all.jsonl.rejects/form.csv)" = more ]
  sed -i 's/,facts,ta_extra.*/,facts/; s/,more,.*/,more/' all.jsonl.rejects/form.csv
  run -2 --separate-stderr env PATH="$PWD/shim:$PATH" "$examples/bulk-import.sh" all.jsonl.rejects all.jsonl
  [ "$(column ta_extra all.jsonl.rejects/form.csv)" = more ]
}

@test "daily-queue: a queue that is a link is followed, and who could read it can read the next" {
  mkdir share
  ln -s share/today.csv queue.csv
  run -2 --separate-stderr "$examples/daily-queue.sh" requests.jsonl queue.csv
  [ "$stderr" = 'daily-queue.sh: the queue is a symbolic link that leads nowhere' ]
  echo yesterday >share/today.csv
  chmod 640 share/today.csv
  run -0 "$examples/daily-queue.sh" requests.jsonl queue.csv
  [ -L queue.csv ]
  [ "$(mlr --icsv --ojson cat share/today.csv | jq length)" -eq 70 ]
  [ "$(stat -c %a share/today.csv)" = 640 ]
  [ "$(ls -A share)" = today.csv ]
  # a new one is its owner's alone
  run -0 "$examples/daily-queue.sh" requests.jsonl new.csv
  [ "$(stat -c %a new.csv)" = 600 ]
}
