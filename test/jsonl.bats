#!/usr/bin/env bats
# JSON Lines: one object a line, read strictly, with messages that name the line
# and hold nothing of it.

load helper

# reads LINE WANTED: a record with this line has these fields as CSV.
reads() {
  printf '%s\n' "$1" >one.jsonl
  run -0 --separate-stderr ta-validate -q one.jsonl
  jq -c 'with_entries(select(.key | startswith("ta_") | not))' <<<"$output" >got
  same <(printf '%s\n' "$2") got
}

# refuses LINE SENTENCE: behind intake the run stops at line 2 with it.
refuses() {
  printf '{"id":"1"}\n%s\n' "$1" >two.jsonl
  run -2 --separate-stderr ta-validate -q -o out.jsonl two.jsonl
  [ ! -e out.jsonl ]
  # shellcheck disable=SC2154 # set by run
  [[ $stderr == "ta-validate: two.jsonl:2"*": $2" ]] || { echo "$stderr"; return 1; }
  [[ $stderr != *secret* ]]
}

@test "jsonl: values are text, and keep it" {
  reads '{"id":"007","name":"Ana \"A\" Ruiz","facts":"a\nb"}' \
    '{"id":"007","name":"Ana \"A\" Ruiz","facts":"a\nb"}'
  reads '{"id":7,"x":true,"y":false,"z":-12}' '{"id":"7","x":"true","y":"false","z":"-12"}'
  reads '{"id":9007199254740992}' '{"id":"9007199254740992"}'
  reads '{"id":"1","role":null,"email":""}' '{"id":"1"}'
  reads '{"id":"1","note":""}' '{"id":"1","note":""}'
  reads '{"id":"\u00e9\ud83d\ude00"}' '{"id":"é😀"}'
}

@test "jsonl: lists are arrays, and an object one level down is flattened" {
  reads '{"id":"1","topics":["civil","ethics"]}' '{"id":"1","topics":["civil","ethics"]}'
  reads '{"id":"1","topics":"civil;ethics"}' '{"id":"1","topics":["civil","ethics"]}'
  reads '{"id":"1","topics":"civil; ethics"}' '{"id":"1","topics":"civil; ethics"}'
  reads '{"id":"1","supervisor":{"name":"Ben","email":"b@example.org"}}' \
    '{"id":"1","supervisor_name":"Ben","supervisor_email":"b@example.org"}'
  reads '{"id":"1","topics":[]}' '{"id":"1"}'
}

@test "jsonl: what would change or cannot be a record is an error with its line" {
  number='a number that is not whole, or is beyond 2^53, would change: write it as a string'
  refuses '{"secret":1.10}' "$number"
  refuses '{"secret":1e3}' "$number"
  refuses '{"secret":9007199254740993}' "$number"
  refuses '{"secret":123456789012345678901}' 'a number would change: write it as a string'
  refuses '{"secret":"1","secret":"2"}' 'a key occurs twice in one record'
  refuses '{"a":{"b":"1"},"a_b":"secret"}' 'this key occurs twice in one record'
  nested='an item of a list has to be text, and a record may nest one level only'
  refuses '{"a":{"b":{"c":"secret"}}}' "$nested"
  refuses '{"topics":[["secret"]]}' "$nested"
  refuses '{"topics":[{"a":"secret"}]}' "$nested"
  refuses '["secret"]' 'expected a record: an object of names and values'
  refuses '"secret"' 'the line is not JSON'
  refuses '{"secret"' 'the line ends inside the record: JSON Lines has one record a physical line'
  refuses '{' 'the line ends inside the record: JSON Lines has one record a physical line'
  refuses '{"a":"1"} {"a":"secret"}' 'something follows the record on its line'
  refuses "{'a':'secret'}" 'the line is not JSON'
  refuses '{"a":"secret\u0000"}' 'the line holds a NUL'
  refuses '{"a":"secret\u0007"}' 'the text holds a control character'
  refuses '{"secret\u0007":"a"}' 'the text holds a control character'
  refuses "$(printf '{"a":"secret\xff"}')" 'the line holds bytes that are not UTF-8'
  refuses '{"topics":["a;secret"]}' "an item of a list may not hold ';'"
}

@test "jsonl: at intake a line that is not a record is a reject, whole, and the rest goes on" {
  printf '%s\n' '{"id":"1","received":"2026-11-20","role":"attorney"}' '{"id":"2", oops' \
    '{"id":"3","received":"2026-11-20","role":"survivor"}' >in.jsonl
  run -1 --separate-stderr ta-submit -r rejects.csv in.jsonl
  [ "$(ids <<<"$output" | paste -sd,)" = 1,3 ]
  [[ $stderr == *"in.jsonl:2:"*"row 2: the line is not JSON [not-a-record]"* ]]
  # surplus cells are a piece of CSV
  mlr --icsv --ojson cut -f ta_extra rejects.csv | jq -r '.[].ta_extra' >extra
  same <(echo '"{""id"":""2"", oops"') extra
}

@test "jsonl: a line that is a reject stays one, with all that it says, until a person has put it into columns" {
  printf '%s\n' '{"id":"1","received":"2026-11-20","n":1.5}' hello >in.jsonl
  for suffix in yaml jsonl; do
    run -1 ta-submit -q -r "one.$suffix" in.jsonl
    run -1 --separate-stderr ta-submit -r "two.$suffix" "one.$suffix"
    [[ $stderr == *'2 read, 0 taken, 2 rejected' ]] || { echo "$stderr"; return 1; }
    # and so once more: nothing is lost on the way
    for file in one two; do
      [ "$file" = one ] || run -1 ta-submit -q -r "one.$suffix" "two.$suffix"
      ta-validate -q -t jsonl "$file.$suffix" 2>&1 | jq -r .ta_extra >got
      same <(printf '%s\n' '"{""id"":""1"",""received"":""2026-11-20"",""n"":1.5}"' hello) got
    done
  done
  run -1 ta-submit -q -r one.csv in.jsonl
  mlr -S --icsv --ocsv put '$received = "2026-11-20"; $email = "a@example.org"; $role = "attorney";
    $assistance = "general-information"; $ta_extra = ""; $ta_rule = ""' one.csv >mended.csv
  run -0 --separate-stderr ta-submit mended.csv
  [[ $stderr != *surplus* ]]
}

@test "jsonl: a NUL is refused anywhere" {
  for line in '{"a":1\0}' '{"a":true\0}' '{"a":"x"\0}' '\0{"a":"x"}' '{"a":"x"}\0'; do
    # shellcheck disable=SC2059 # the escapes are meant
    printf "$line\n" >nul.jsonl
    run -2 --separate-stderr ta-validate -f jsonl nul.jsonl
    [[ $stderr == *'the line holds a NUL' ]] || { echo "$line: $stderr"; return 1; }
  done
}

@test "jsonl: what JSON and YAML cannot hold is escaped in their rejects, and stays a reject" {
  printf '{"id":"1","n":"x\xff"}\n{"id":"2"}\n' >in.jsonl
  for format in jsonl yaml csv; do
    run -1 ta-submit -q -o out.jsonl -r rejects.$format in.jsonl
    [ "$(jq -r .id out.jsonl)" = 2 ]
    for time in 1 2; do
      run -1 --separate-stderr ta-submit -r again.$format rejects.$format
      [[ ${lines[*]} != *'"2"'* && $stderr == *'1 read, 0 taken, 1 rejected' ]] || { echo "$format $time: $stderr"; return 1; }
      cp again.$format rejects.$format
    done
  done
  jq -r .ta_extra rejects.jsonl | grep -qF '\xff'
  # one cell of a row, too; the others are where they were
  printf 'id,received,email,role,assistance,facts,name\n1,2026-11-02,a@example.org,attorney,General Info,caf\xe9,Zo\n' >in.csv
  run -1 ta-submit -q -r rejects.jsonl in.csv
  [ "$(jq -r '[.id, .facts, .name, .ta_extra, .ta_column] | join(",")' rejects.jsonl)" = '1,,Zo,caf\xe9,facts' ]
  run -1 ta-submit -q -r again.jsonl rejects.jsonl
  jq -c '.facts = "café" | .ta_extra = "" | .ta_rule = ""' again.jsonl >mended.jsonl
  run -0 ta-submit -q mended.jsonl
}

@test "jsonl: told by its name, else by its first byte" {
  printf '%s\n' '' '  {"id":"1"}' >plain
  run -0 ta-validate -q plain
  [ "$(ids <<<"$output")" = 1 ]
  printf '%s\n' '{"id":"1"}' >a.ndjson
  run -0 ta-validate -q -t csv a.ndjson
  printf '[{"id":"1"}]\n' >array
  run -2 --separate-stderr ta-validate -q array
  [ "$stderr" = "ta-validate: array: this looks like a JSON array; JSON Lines has one record a line, which jq -c '.[]' makes of it" ]
  printf '{"id":"1"}\n' >odd.csv
  run -0 --separate-stderr ta-validate -q --from jsonl --to yaml odd.csv
  [[ $output == "---
id: '1'"* ]]
}

@test "jsonl: blank lines are passed over, and counted as such" {
  printf '\n\r\n%s\n\n' '{"id":"1","received":"2026-11-20","role":"attorney"}' >blank.jsonl
  run -0 --separate-stderr ta-submit blank.jsonl
  [ "$(ids <<<"$output")" = 1 ]
  [ "$stderr" = 'ta-submit: 1 read, 1 taken; blank lines passed over: 3' ] || { echo "$stderr"; return 1; }
}

@test "jsonl: a line of blanks is a blank line; among lines with sums it is damage" {
  local record='{"id":"1","received":"2026-11-20","role":"attorney"}'
  printf ' \t\r\n%s\n  \n\t' "$record" >blank.jsonl
  run -0 --separate-stderr ta-submit blank.jsonl
  [ "$stderr" = 'ta-submit: 1 read, 1 taken; blank lines passed over: 3' ] || { echo "$stderr"; return 1; }
  ta-submit -q -a ledger blank.jsonl
  echo '  ' >>ledger
  run -1 --separate-stderr ta-log --verify ledger
  [[ $stderr == *'ledger:2: '*'the line is damaged'* ]] || { echo "$stderr"; return 1; }
}

@test "jsonl: joining files is cat, and a stream of any line-based tool is records" {
  quietly ta-submit -q -t jsonl "$examples/google-forms.csv" >all.jsonl
  split -n l/4 all.jsonl part.
  cat part.* | cmp - all.jsonl
  ta-validate -q all.jsonl >one
  for part in part.*; do ta-validate -q -f jsonl "$part"; done >parts
  same one parts
  jq -c . one >by-jq
  same one by-jq
}

@test "jsonl, yaml: the form's fields come first, in its order, and a later record may have more of them" {
  printf '%s\n' '{"x":"1","role":"attorney","id":"2"}' '{"id":"3","email":"a@example.org"}' >keys.jsonl
  printf '%s\n' 'x: 1' 'role: attorney' 'id: 2' --- 'id: 3' 'email: a@example.org' >keys.yaml
  for file in keys.jsonl keys.yaml; do
    ta-due -q -t jsonl "$file" 2>/dev/null | jq -rc '[keys_unsorted[] | select(startswith("ta_") | not)] | join(" ")' >got
    same <(printf '%s\n' 'id role x' 'id email') got || { echo "$file"; return 1; }
    ta-due -q -t csv "$file" 2>/dev/null | mlr -S --icsv --ocsv --headerless-csv-output cut -o -f id,email,role,x >got
    same <(printf '%s\n' 2,,attorney,1 3,a@example.org,,) got || { echo "$file"; return 1; }
  done
}

@test "jsonl: names that no object can hold" {
  printf 'id,,role\n1,2,3\n' >a.csv
  run -2 --separate-stderr ta-validate -q -t jsonl a.csv
  [ "$stderr" = 'ta-validate: column 2 has no name; JSON needs one for every column' ]
  printf 'id,x,x\n1,2,3\n' >b.csv
  run -2 --separate-stderr ta-validate -q -t jsonl b.csv
  [ "$stderr" = 'ta-validate: columns 2 and 3 have the same name, which JSON cannot hold' ]
}

@test "jsonl: a column called as the ledger's sum is refused, since no reader would take it" {
  printf 'id,ta_sum\n1,2\n' >sum.csv
  run -2 --separate-stderr ta-validate -q -t jsonl sum.csv
  [ -z "$output" ]
  [[ $stderr == "ta-validate: sum.csv:2: there is a column 'ta_sum', which in JSON Lines is"* ]]
}
