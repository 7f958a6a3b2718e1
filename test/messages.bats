#!/usr/bin/env bats
# What tools say of a record: a mail from cron has messages alone, so they name the form
# and the request, and nobody but the stage that failed speaks of it.

load helper

setup_file() {
  cd "$BATS_FILE_TMPDIR" || return 1
  # line 2 and 3 are one row; line 5 is a reject, so that rows of the pipe are not rows of the form
  printf '%s\n' Timestamp,Email,Role,Assistance,Facts,Deadline,id \
    '11/2/2026,a@b.org,attorney,case-consultation,"why' 'so",,R1' 11/3/2026,x 11/4/2026,b@b.org,attorney,case-consultation,how,soon,R2 \
    11/5/2026,,attorney,case-consultation,when,,Ana@home 11/5/2026,c@b.org,attorney,case-consultation,,, >form.csv
  ta-submit -q -r rejects.csv form.csv >records.csv 2>err || [ $? -eq 1 ]
}

@test "messages: the form's file and line, and the id, in each tool, however the records come" {
  local records=$BATS_FILE_TMPDIR/records.csv
  for way in 'ta-validate -q -t csv' 'ta-validate -q -t yaml' 'ta-validate -q -t jsonl'; do
    $way "$records" >in
    ta-validate <in 2>err >checked
    grep -qx 'ta-validate: form.csv:5: id R2: deadline: Please give a date .*\[deadline-invalid\]' err
    # an id that may be an answer is not said
    grep -q '^ta-validate: form.csv:6: email: ' err
    ta-due -e <checked 2>err >dated || [ $? -eq 1 ]
    grep -q '^ta-due: form.csv:2: id R1: due: ' err
    ta-prioritize -q <dated >line
    sed 's/deadline-invalid/deadline-unknown/' line | ta-route 2>err >out || [ $? -eq 1 ]
    grep -q '^ta-route: form.csv:5: id R2: ta_findings: ' err
    run ! grep -hE 'standard input|Ana@home' err
  done
  ta-prioritize -e -s high_volume <dated 2>err >out
  grep -q '^ta-prioritize: form.csv:2: id R1: ' err
}

@test "messages: nobody is asked about a request that is finished, in the list or in a mail" {
  printf '%s\n' id,received,email,role,assistance,status,answered \
    1,2026-11-02,,attorney,case-consultation,answered, 2,2026-11-02,,attorney,case-consultation,,2026-11-20 \
    3,2026-11-02,,attorney,case-consultation,withdrawn, >done.csv
  go ta-validate -l done.csv
  [ "$rc" -eq 0 ]
  [ "$(wc -l <out)" -eq 1 ]
  says 'ta-validate: 3 read, 0 valid, 3 with findings, 3 of them finished and not asked'
  # what is found in it is found all the same
  go ta-validate --check done.csv
  [ "$rc" -eq 1 ]
  [ "$(grep -c ',no,' out)" -eq 3 ]
  go ta-validate -v done.csv
  grep -q 'id 1: email: ' err
  # one more that is open is asked, alone
  echo 4,2026-11-02,,attorney,case-consultation,, >>done.csv
  go ta-validate -l done.csv
  [ "$rc" -eq 1 ]
  [ "$(mlr --icsv --onidx cut -f id then uniq -g id out)" = 4 ]
  # what finished means is the policy's to say
  ta-policy | sed 's/status: \[answered, closed, withdrawn\]/status: closed/' >other.yaml
  go ta-validate -l -p other.yaml done.csv
  [ "$(mlr --icsv --onidx cut -f id then uniq -g id out | paste -sd' ')" = '1 3 4' ]
}

@test "messages: where the first stage of a pipe has failed, nobody else speaks" {
  for tool in ta-validate ta-due ta-prioritize ta-route; do
    go bash -c ": | $tool"
    silent 2 || { echo "$tool"; return 1; }
    # a file that is empty, and who wants to know more
    go "$tool" </dev/null
    refused "$tool" '.*: there is nothing in it, not even a header'
    go bash -c ": | $tool -v"
    refused "$tool" 'standard input: there is nothing in it, not even a header'
  done
  # what is named twice is no failure of another
  go bash -c 'ta-submit -q "$1" | ta-validate -q -o queue - -' _ "$BATS_FILE_TMPDIR/records.csv"
  refused ta-validate 'standard input: there is nothing in it, not even a header'
  # nobody is before the first stage
  go bash -c ': | ta-submit'
  refused ta-submit 'standard input: there is nothing in it, not even a header'
  # a day without requests is no empty stream
  for format in csv yaml jsonl; do
    echo id,received,email,role,assistance | ta-submit -q -t $format | ta-validate -q -t csv | grep -q ta_valid
  done
}

@test "messages: a record that cannot be written is named by its form, too" {
  printf '%s\n' '{"id":"1","ta_source":"a.csv","ta_line":"7"}' '{"id":"2","x":"y","ta_source":"a.csv","ta_line":"9"}' >in
  go ta-validate -q -t csv <in
  [ "$rc" -eq 2 ]
  grep -q "^ta-validate: a.csv:9: the record has a key 'x'" err
}

@test "messages: a place that is none, and a fault of the file itself, are those of the file" {
  printf '%s\n' id,ta_source,ta_line 1,a.csv,x 2,,3 3,a.csv, >in
  go ta-validate <in
  [ "$(grep -c '^ta-validate: standard input:.: row .: id .: email' err)" -eq 3 ]
  printf '%s\n' id,ta_source,ta_line 1,a.csv >in
  go ta-validate <in
  refused ta-validate 'standard input:2: row 2: the row has 2 cells and the header 3'
}

@test "messages: the sheet and the rejects have a row only with the line of the same file" {
  ta-validate -q -l -r rejects.csv "$BATS_FILE_TMPDIR/records.csv" >list || [ $? -eq 1 ]
  [ "$(mlr -S --icsv --onidx --ofs , filter '$rule == "deadline-invalid"' then cut -o -f file,line,row,id list)" = form.csv,5,,R2 ]
  [ "$(mlr -S --icsv --onidx --ofs , filter '$id == "R2"' then cut -o -f ta_line,ta_row rejects.csv)" = 5, ]
  [ "$(mlr -S --icsv --onidx --ofs , cut -o -f ta_line,ta_row "$BATS_FILE_TMPDIR/rejects.csv")" = 4,3 ]
}
