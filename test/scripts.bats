#!/usr/bin/env bats
# The script that is shipped for exports of many makers: all of them into one ledger.

load helper

@test "bulk-import: exports of many makers, each with its map, and again" {
  run -0 --separate-stderr "$examples/desk/bulk-import.sh" "$examples/exports" all.jsonl "$examples/maps"
  [ "${#lines[@]}" -eq 9 ]
  grep -q '^surveymonkey.csv: 14 read, .*(surveymonkey.yaml)$' <<<"$output"
  run -0 --separate-stderr ta-log --verify all.jsonl
  cp all.jsonl before
  run -0 --separate-stderr "$examples/desk/bulk-import.sh" "$examples/exports" all.jsonl "$examples/maps"
  [ "$(grep -c ' 0 taken, 14 already there' <<<"$output")" -eq 9 ]
  same before all.jsonl
  # fourteen requests, which all nine makers have
  [ "$(wc -l <all.jsonl)" -eq 14 ]
}

@test "bulk-import: rejects are kept a file an export, corrected and imported from there" {
  cp -R "$examples/exports" in
  sed -i '3s/,/,surplus,/' in/google-sheet.csv
  printf 'a,"open\n' >in/airtable-broken.csv
  run -2 --separate-stderr "$examples/desk/bulk-import.sh" in all.jsonl "$examples/maps"
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
  run -0 --separate-stderr "$examples/desk/bulk-import.sh" all.jsonl.rejects all.jsonl "$examples/maps"
  [ -z "$(ls all.jsonl.rejects)" ]
  run -0 --separate-stderr "$examples/desk/bulk-import.sh" "$examples/exports" all.jsonl "$examples/maps"
  [ "$(wc -l <all.jsonl)" -eq 14 ]
}

@test "bulk-import: two at once lose nothing, one waits for the other" {
  cp -R "$examples/exports" in
  sed -i '3s/,/,surplus,/' in/google-sheet.csv
  bulk() { "$examples/desk/bulk-import.sh" "$1" all.jsonl "$examples/maps" >/dev/null 2>&1; }
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

# commands FILE: the lines of a README that are set in, with temporary files in here.
commands() {
  sed -n 's/^    //p' "$1" | sed "s#/tmp/#$PWD/tmp/#g"
}

@test "examples: README's commands work in a fresh copy" {
  mkdir tmp
  cp -R "$examples" copy
  # its ledger is as a packager installs it, for everybody to read
  chmod -R go+rX copy
  commands "$examples/README.md" >lines
  [ "$(wc -l <lines)" -ge 20 ]
  { echo "cd '$PWD/copy'"; sed 's/.*/&\n[ "$?" -le 1 ] || exit 1/' lines; } >script
  umask 022
  go bash -o pipefail script
  [ "$rc" -eq 0 ] || { tail -3 err; return 1; }
  # the inbox of the desk was read, and all of it was there
  grep -qx 'What happened.csv: 7 read, 0 added, 7 already there' out
  [ "$(find tmp/desk/inbox -type f | wc -l)" -eq 2 ]
  [ -s tmp/desk/queue.csv ]
}

@test "examples: a desk of one's own begins as the desk's README says" {
  cp -R "$examples" copy
  cd copy
  sed -n '1,/^| file/p' desk/README.md | sed -n 's/^    //p' >../lines
  [ "$(wc -l <../lines)" -eq 4 ]
  export HOME=$PWD/home
  mkdir home
  # tried first, as it is
  { echo 'set -e'; sed -n 1,2p ../lines; echo './morning.sh; ./inbox.sh --wait 0'; sed -n '3,$p' ../lines; } >../script
  run -0 bash ../script
  cd home/desk
  [ "$(find exports inbox -type f | wc -l)" -eq 0 ]
  # nothing is left of it but what is shipped
  [ -z "$(comm -23 <(find . -type f | sort) <(cd "$examples/desk" && find . -type f | sort))" ]
  [ ! -e desk.jsonl ]
  cp ../../exports/gravity-forms.csv exports
  cp ../../maps/gravity-forms.yaml maps
  run -0 ./morning.sh
  [ "$(wc -l <queue.csv)" -gt 10 ]
  [ "$(stat -c %a desk.jsonl queue.csv people.csv . | sort -u | paste -sd' ')" = '600 700' ]
}

teardown() {
  rm -rf -- "${place:-/nothing}"
}

# user UID COMMAND...: as a user of the desk's group, with no right but those of its modes.
user() {
  local uid=$1
  shift
  setpriv --reuid="$uid" --regid="$uid" --groups=64200 --inh-caps=-all --bounding-set=-all "$@"
}

# runs SCRIPT: of the desk in srv, by the user of the desk.
runs() {
  user 64201 env PATH="$PATH" bash -c "cd srv && umask 077 && ./$1" >out 2>err || [ "$?" -eq 1 ] || { cat err; return 1; }
}

@test "examples: staff read the queue and hand in files, and read nothing else" {
  # only the superuser can be two others
  [ "$(id -u)" -eq 0 ] || return 0
  place=$(mktemp -d)
  chmod 711 "$place"
  cd "$place"
  cp -R "$examples/desk" srv
  chown -R 64201:64201 srv
  runs morning.sh
  # the commands of the README, with numbers for names
  sed -n 's/^    \(ch[a-z]* .*\)/\1/p' srv/README.md | sed "s#/srv/ta#$PWD/srv#g; s/desk /64200 /" >grants
  [ "$(wc -l <grants)" -eq 4 ]
  run -0 bash -e grants
  for file in srv/desk.jsonl srv/desk.jsonl.* srv/people.csv; do
    run ! user 64202 cat "$file"
  done
  run ! user 64202 ls srv
  run ! user 64202 bash -c 'echo x >>srv/queue.csv'
  user 64202 grep -q due-soon srv/queue.csv
  user 64202 bash -c 'umask 022; printf "%s\n" id,event,at R24,asked,2026-11-23 R99,asked,2026-11-23 >srv/inbox/mk.csv'
  runs 'inbox.sh --wait 0'
  grep -qx 'mk.csv: 2 read, 1 added, 1 rejected' out
  user 64202 grep -q R99 srv/inbox/mk.csv.rejects.csv
  # the next queue is theirs as well
  runs morning.sh
  [ "$(stat -c '%a %g' srv/queue.csv)" = '640 64200' ]
  user 64202 grep -q '^R24.*on-hold' srv/queue.csv
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
    "$examples/desk/bulk-import.sh" all.jsonl.rejects all.jsonl 9<&- 3>&- >said 2>&1 &
    sleep 0.5
    eval "$way"
    cksum $file >before
    exec 9<&-
    try wait $!
    [ "$rc" -eq 1 ] || { cat said; return 1; }
    grep -qx "bulk-import.sh: $file was saved again meanwhile, and stays: run this again for it" said
    same before <(cksum $file)
    # run again, it goes where nothing of it is a reject any more
    try "$examples/desk/bulk-import.sh" all.jsonl.rejects all.jsonl >/dev/null 2>&1
    [ "$rc" -lt 2 ]
    jq -r .id all.jsonl | grep -qx 1
  done
}

@test "bulk-import: rejects that cannot be kept stay where they are" {
  corrected
  echo 2,x >>all.jsonl.rejects/form.csv
  cp all.jsonl.rejects/form.csv before
  as_if mv 'exit 1'
  run -2 --separate-stderr env PATH="$PWD/shim:$PATH" "$examples/desk/bulk-import.sh" all.jsonl.rejects all.jsonl
  grep -q 'could not be kept' <<<"$stderr"
  same before all.jsonl.rejects/form.csv
  run -1 --separate-stderr "$examples/desk/bulk-import.sh" all.jsonl.rejects all.jsonl
  [ "$(ls -A all.jsonl.rejects)" = form.csv ]
  [ "$(column ta_rule all.jsonl.rejects/form.csv)" = not-a-record ]
  # those of an export as well
  mkdir in
  cp before in/form.csv
  as_if ln 'exit 1'
  rm all.jsonl.rejects/form.csv
  run -2 --separate-stderr env PATH="$PWD/shim:$PATH" "$examples/desk/bulk-import.sh" in all.jsonl
  [ -z "$(ls -A all.jsonl.rejects)" ]
  same before in/form.csv
  # a ledger with a torn tail has no rejects to show for its status
  printf '{"id":' >>all.jsonl
  sed -i '$d' in/form.csv
  run -1 --separate-stderr "$examples/desk/bulk-import.sh" in all.jsonl
  [ -z "$(ls -A all.jsonl.rejects)" ]
}

@test "bulk-import: a map is found whatever a browser or a person has put behind its name" {
  while read -r maker; do
    rm -rf in all.jsonl*
    mkdir in
    cp "$examples/exports/$maker.csv" in/
    run -0 --separate-stderr "$examples/desk/bulk-import.sh" in all.jsonl "$examples/maps"
    for name in "$maker (1)" "${maker^^}" "${maker^}_november" "$maker copy"; do
      rm in/*
      cp "$examples/exports/$maker.csv" "in/$name.csv"
      run -0 --separate-stderr "$examples/desk/bulk-import.sh" in all.jsonl "$examples/maps"
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
  run -0 --separate-stderr "$examples/desk/bulk-import.sh" in all.jsonl maps
  [[ ${lines[0]} == 'staff-room-2.csv: '*' (staff-room.yaml)' ]]
  [[ ${lines[1]} == 'staff-rooms.csv: '*' (Staff.yml)' ]]
  [[ ${lines[2]} == 'staff.csv: '*' (Staff.yml)' ]]
}

@test "bulk-import: what is passed over in the folder is said, and a folder that cannot be read is no empty one" {
  mkdir -p in/november
  ln -s gone.csv in/link.csv
  mkfifo in/pipe.csv
  run -1 --separate-stderr "$examples/desk/bulk-import.sh" in in/all.jsonl
  [ "$(grep -c ': passed over, since it is no file, or a link that leads to none$' <<<"$output")" -eq 3 ]
  rm -r in/november in/link.csv in/pipe.csv
  run -0 --separate-stderr "$examples/desk/bulk-import.sh" in in/all.jsonl
  # maps that are not there would leave the forms' own numbers unread
  run -2 --separate-stderr "$examples/desk/bulk-import.sh" in all.jsonl none
  [ "$stderr" = 'bulk-import.sh: none is not a folder' ]
  # the superuser may read every folder, unless that is taken away
  local as=()
  [ "$(id -u)" -ne 0 ] || as=(setpriv --inh-caps=-all --bounding-set=-all)
  mkdir maps
  for folder in in maps; do
    chmod 300 $folder
    run -2 --separate-stderr "${as[@]}" "$examples/desk/bulk-import.sh" in all.jsonl maps
    chmod 700 $folder
    [[ $stderr == "bulk-import.sh: $folder cannot be read; "* ]]
  done
  [ ! -e all.jsonl ]
}

@test "bulk-import: a message that cannot be written is status 2, and rejects are kept all the same" {
  mkdir in
  printf '%s\n' received,email,role,assistance,facts 2026-11-02,a@example.org,survivor,case-consultation,why >in/form.csv
  run -2 bash -c "'$examples/desk/bulk-import.sh' in one.jsonl 2>/dev/full"
  run -2 bash -c "'$examples/desk/bulk-import.sh' in two.jsonl >/dev/full"
  # where the disk of the rejects takes no summary
  as_if tee 'cat >/dev/null; exit 1'
  echo 2026-11-03,b@example.org,attorney,case-consultation,why,more >>in/form.csv
  run -2 --separate-stderr env PATH="$PWD/shim:$PATH" "$examples/desk/bulk-import.sh" in all.jsonl
  [ "$(column ta_extra all.jsonl.rejects/form.csv)" = more ]
  sed -i 's/,facts,ta_extra.*/,facts/; s/,more,.*/,more/' all.jsonl.rejects/form.csv
  run -2 --separate-stderr env PATH="$PWD/shim:$PATH" "$examples/desk/bulk-import.sh" all.jsonl.rejects all.jsonl
  [ "$(column ta_extra all.jsonl.rejects/form.csv)" = more ]
}

@test "bulk-import: names with blanks, quotes and hyphens are names" {
  mkdir -- -in -maps
  cp -- "$examples/maps/google-sheet.yaml" -maps/
  for name in '-r.csv' "google-sheet it's one.csv" 'google-sheet "1".csv' '$(touch x).csv'; do
    cp -- "$examples/exports/google-sheet.csv" "-in/$name"
  done
  run -2 --separate-stderr "$examples/desk/bulk-import.sh" -in -all.jsonl -maps
  # shellcheck disable=SC2154 # set by run
  [ "$(grep -c "^[-\$].*: the required column 'role' is missing" <<<"$output")" -eq 2 ]
  [ "$(grep -c '(google-sheet.yaml)$' <<<"$output")" -eq 2 ]
  [ ! -e x ]
  run -1 "$examples/desk/morning.sh" --import -in --maps -maps -- -all.jsonl -queue.csv
  [ "$(mlr --icsv --ojson cat ./-queue.csv | jq length)" -eq "$(wc -l <./-all.jsonl)" ]
}
