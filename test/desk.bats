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
