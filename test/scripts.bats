#!/usr/bin/env bats
# The scripts that are shipped: the day's queue from the ledger and staff's tables,
# and exports of many makers into one ledger.

load helper

setup() {
  cd "$BATS_TEST_TMPDIR" || return 1
  cp "$BATS_FILE_TMPDIR/requests.jsonl" . && chmod 600 requests.jsonl
}

setup_file() {
  ta-submit -q -a "$BATS_FILE_TMPDIR/requests.jsonl" "$examples/google-forms.csv" 2>/dev/null
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
  [ "$(mlr --icsv --onidx filter "\$id == \"$(id 4)\"" then cut -f ta_due_status queue.csv)" = finished ]
  [ "$(mlr --icsv --ojson cat queue.csv | jq length)" -eq 70 ]
  # the same as from the export itself, but for where the records came from
  run -0 "$examples/daily-queue.sh" "$examples/google-forms.csv" other.csv staff.csv
  values() {
    mlr --icsv --ojson template -f "$(head -n 1 other.csv)" then sort -f id "$1"
  }
  same <(values queue.csv) <(values other.csv)
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
  # fourteen requests, of five makers with numbers of their own, and once of those without
  [ "$(wc -l <all.jsonl)" -eq 70 ]
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
  [ "$(wc -l <all.jsonl)" -eq 70 ]
}

@test "bulk-import: two at once lose nothing" {
  "$examples/bulk-import.sh" "$examples/exports" all.jsonl "$examples/maps" >/dev/null 2>&1 &
  "$examples/bulk-import.sh" "$examples/exports" all.jsonl "$examples/maps" >/dev/null 2>&1
  wait
  [ "$(wc -l <all.jsonl)" -eq 70 ]
  [ "$(ids all.jsonl | sort | uniq -d | wc -l)" -eq 0 ]
}
