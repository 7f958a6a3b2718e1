#!/usr/bin/env bats
# Laws of streams: of none at all, of first headings that look like another format, of
# any place, of blocks, of shards and of several files.
#
# shellcheck disable=SC2015,SC2094
# A && B || C is meant as written; an option and a file may have one name.

load helper

tools='ta-history ta-validate ta-due ta-prioritize ta-route ta-reply'

# none FORMAT FILE: nothing but what a stream without records is.
none() {
  local lines
  mapfile lines <"$2"
  case $1 in
  csv) [[ ${lines[0]} == *received*$'\n' ]] ;;
  yaml) [ "${lines[0]}" = $'--- []\n' ] ;;
  jsonl) [ "${lines[0]}" = $'\n' ] ;;
  esac && [ "${#lines[@]}" -eq 1 ] || { echo "no $1 without records:"; cat "$2"; return 1; }
}

@test "canonical: no records at all are an output too, which every tool reads" {
  echo id,received,email,role,assistance,facts,ta_findings,ta_target,ta_due,ta_groups,ta_outcome,ta_route_rule,ta_cc,ta_refer,ta_call >none.csv
  for from in csv yaml jsonl; do
    ta-due -q -t $from -o none none.csv
    for tool in ta-submit $tools 'ta-validate -k' 'ta-due --explain' 'ta-prioritize -n 1' \
      'ta-prioritize --since none' 'ta-route -Q scope-review' 'ta-route --shard 1/2'; do
      for to in csv yaml jsonl; do
        echo "$from to $to: $tool"
        $tool -q -t $to -o one none
        none $to one
        $tool -q -o two one
        same one two
      done
    done
  done
}

@test "canonical: a day without records goes through the whole pipe, in any formats" {
  echo received,email,role,assistance >form
  for a in csv yaml jsonl; do
    ta-submit -q -t $a form >a
    for b in csv yaml jsonl; do
      ta-validate -q -t $b a >b
      for c in csv yaml jsonl; do
        ta-due -q -t $c b >c
        for d in csv yaml jsonl; do
          ta-prioritize -q -t $d c >d
          for e in csv yaml jsonl; do
            echo "$a $b $c $d $e"
            ta-route -q -t $e d >out
            none $e out
          done
        done
      done
    done
  done
}

# Headings that at the start of a file would be YAML, or JSON, and some that would not.
headings=('#' '# of seats' '%' '%YAML' '-' '- x' --- ---x '{a' ' {a' '[{a' '[ {' 'Name: first' 'First name: x'
  word: a:b ' #' -x '[a' 'a - b' plain $'\xef\xbb\xbf#')

# headed HEADING REST: a file of one record, the first heading in quotes.
headed() {
  printf '"%s"%s\n1%s\n' "$1" "$2" "${2//[^,]/}"
}

@test "canonical: a first heading that would be YAML or JSON is quoted, and read again as it was" {
  for heading in "${headings[@]}"; do
    headed "$heading" ,id,received,email,role,assistance,ta_findings,ta_target,ta_due,ta_outcome,ta_route_rule,ta_cc,ta_refer,ta_call >in.csv
    tr -d '"' <in.csv >plain.csv
    # shellcheck disable=SC2086 # several words each
    for tool in $tools 'ta-due --crlf' 'ta-route --bom' 'ta-validate --spreadsheet-safe'; do
      echo "$tool: $heading"
      quietly $tool -q in.csv >one
      quietly $tool -q <one >two
      same one two
      # as it stands where the name says what it is; a mark there is one, and an array is refused
      [[ $heading != $'\xef'* && $heading != '['*'{'* ]] || continue
      quietly $tool -q plain.csv >two
      same one two
    done
  done
}

@test "canonical: a form whose first heading is a number sign goes through the whole pipe" {
  set -o pipefail
  for heading in "${headings[@]}"; do
    echo "$heading"
    printf '"%s",Timestamp,Email,Role,Assistance\n1,11/2/2026 9:00,a@b.org,Attorney,General Info\n' "$heading" >form.csv
    ta-submit -q form.csv | ta-validate -q | ta-due -q | ta-prioritize -q | ta-route -q >out
    [ "$(column ta_queue out)" = awaiting-requester ]
    mkdir -p queues
    ta-submit -q form.csv | ta-validate -q | ta-route -q --split queues
    ta-due -q <queues/awaiting-requester.csv >/dev/null
  done
}

@test "time and place: the whole pipe from the form, in any" {
  quietly pipe "$examples/google-forms.csv" >one
  quietly ta-submit -q -o form.csv "$examples/google-forms.csv"
  mkdir -p deep/er
  cp "$examples/google-forms.csv" deep/er
  for zone in Pacific/Kiritimati Etc/GMT+12 No/Such_Zone ''; do
    for mask in 000 777; do
      (cd deep/er && umask $mask && TZ=$zone LC_ALL=C pipe google-forms.csv 2>/dev/null) >two
      same one two
    done
  done
  # the day is the office's, where nobody gives one: New Year comes there at 08:00 UTC
  for zone in UTC Pacific/Kiritimati Pacific/Pago_Pago; do
    (unset TA_TODAY; TZ=$zone ta-due -q form.csv 2>/dev/null) >"day.${zone##*/}" || [ "$?" -eq 1 ]
  done
  same day.UTC day.Kiritimati
  same day.UTC day.Pago_Pago
}

@test "readers: TA_CSV=libcsv turns the quick way off, and says so with -v" {
  for tool in ta-submit ta-validate ta-due; do
    run -0 --separate-stderr env TA_CSV=libcsv "$tool" -v -o out "$examples/staff-columns.csv"
    # shellcheck disable=SC2154 # set by run
    [[ $stderr == *"CSV is read by libcsv alone"* ]]
    run -0 --separate-stderr "$tool" -v -o out "$examples/staff-columns.csv"
    [[ $stderr != *"libcsv"* ]]
  done
}

@test "readers: TA_JSON=jansson turns the quick way through JSON Lines off, and says so with -v" {
  for tool in ta-submit ta-validate; do
    [ "$tool" = ta-submit ] && in=$examples/desk/desk.jsonl || in=$data/letters/requests.jsonl
    run -0 --separate-stderr env TA_JSON=jansson "$tool" -v -o out "$in"
    [[ $stderr == *"JSON is read by jansson alone"* ]]
    run -0 --separate-stderr "$tool" -v -o out "$in"
    [[ $stderr != *"jansson"* ]]
  done
}

@test "pieces: records and quoted cells across the ends of blocks" {
  # cells that put a quote, a CRLF, a character of four bytes at every place near
  # the ends of blocks of 4096 and 65536 bytes
  for pad in $(seq 4062 3 4096) $(seq 65502 4 65536); do
    awk -v pad="$pad" 'BEGIN {
      head = "id,received,email,role,assistance,facts,note"
      printf "%s\r\n1,2026-11-02,a@example.org,attorney,case-consultation,why,\"", head
      for (i = 0; i < pad - 110; i++) printf "x"
      printf "\"\"\xf0\x9f\x99\x82\r\nmore\"\r\n2,2026-11-02,b@example.org,attorney,case-consultation,how,\"\"\r\n"
    }' >in.csv
    ta-validate -q in.csv >whole
    [ "$(mlr -S --icsv --onidx cut -f id whole | paste -sd' ')" = "1 2" ]
    for size in 4095 4096 65536; do
      pieces $size ta-validate -q <in.csv >two
      same whole two || { echo "pad $pad, pieces of $size"; return 1; }
    done
  done
}

@test "shards: at intake, too, rejects and all, and the same records as behind it" {
  # a row that is no record is with the first
  { cat "$examples/google-forms.csv"; printf '\nragged,row\n'; } >form.csv
  quietly ta-submit -q -r rejects form.csv >whole.csv
  : >parts
  for part in 1 2 3; do
    quietly ta-submit -q -r rejects.$part --shard $part/3 form.csv >part.csv
    quietly ta-due -q --shard $part/3 whole.csv | mlr --icsv --onidx cut -f id >behind
    mlr --icsv --onidx cut -f id part.csv >before
    [ -s before ]
    same before behind
    mlr -S --icsv --ojsonl cut -x -f ta_source part.csv >>parts
  done
  same <(mlr -S --icsv --ojsonl cut -x -f ta_source whole.csv | sort) <(sort parts)
  [ "$(grep -c not-a-record rejects.1)" -eq 1 ]
  if grep -q not-a-record rejects.2 rejects.3; then return 1; fi
}

@test "shards: which part a record is in is the same on every machine, for ever" {
  { echo id,ta_findings,ta_target,ta_due; printf '%s,,,\n' a b c d e f ta-0123456789abcdef0123 tad-0208; } >ids.csv
  for part in 1 2 3; do
    echo "$part: $(ta-prioritize -q --shard $part/3 ids.csv | mlr --icsv --onidx cut -f id | paste -sd' ')"
  done >got
  # the first 64 bits of SHA-256 of the id, as a number, modulo 3
  tail -n +2 ids.csv | cut -d, -f1 | perl -MDigest::SHA=sha256 -Mbigint -ne 'chomp;
    my ($h, $l) = unpack("NN", sha256($_)); push @{$p[(($h << 32) + $l) % 3]}, $_;
    END { print $_ + 1, ": @{$p[$_] // []}\n" for 0 .. 2 }' >wanted
  same wanted got
}

@test "files: two files are one, in any order of columns" {
  form=form.csv
  quietly ta-submit -q -o form.csv "$examples/google-forms.csv"
  mlr --csv head -n 30 "$form" >a.csv
  mlr --csv tail -n 40 then reorder -f role,ta_line,id "$form" >b.csv
  same <(ta-validate -q "$form") <(ta-validate -q a.csv b.csv)
  # cat repeats the header, which is no record
  mlr --csv tail -n 40 "$form" >c.csv
  same <(ta-validate -q "$form") <(cat a.csv c.csv | ta-validate -q)
}

@test "files: another set of columns is an error that names the difference" {
  printf 'id,received,email,role\n1,2026-11-02,a@example.org,attorney\n' >a.csv
  printf 'id,received,email,rule\n2,2026-11-02,b@example.org,attorney\n' >b.csv
  run -2 --separate-stderr ta-validate -q a.csv b.csv
  [[ $stderr == *b.csv* ]]
  [[ $stderr == *"'rule'"* || $stderr == *"'role'"* ]]
  # by number where no heading is known: that is somebody's row, not a header
  printf '7,2026-11-02,secret@example.org,attorney\n' >b.csv
  run -2 --separate-stderr ta-validate -q a.csv b.csv
  [[ $stderr == *"column 1"* && $stderr != *secret* ]]
  # at intake the union is taken
  printf 'Timestamp,Email,Role,Assistance\n2026-11-02,a@example.org,attorney,general information\n' >a.csv
  printf 'Role,Timestamp,Assistance,Email,Note\nattorney,2026-11-03,general information,b@example.org,x\n' >b.csv
  ta-submit -q a.csv b.csv >out
  [ "$(mlr -S --icsv --onidx cut -o -f email,Note out | paste -sd'|')" = 'a@example.org |b@example.org x' ]
}

@test "files: one without header and records is passed over, in any place" {
  ta-submit -q "$examples/requests.yaml" | ta-validate -q -t yaml | ta-due -q >due.yaml
  ta-prioritize -q -t csv due.yaml >queue.csv
  printf -- '--- []\n' >none.yaml
  echo >none.jsonl
  for tool in ta-validate ta-prioritize ta-route; do
    $tool -q -t csv queue.csv >one
    for files in 'none.yaml queue.csv' 'none.jsonl none.yaml queue.csv none.yaml' 'queue.csv none.jsonl'; do
      # shellcheck disable=SC2086 # several words each
      $tool -q -t csv $files >two
      same one two || { echo "$tool $files"; return 1; }
    done
  done
  # records that lack a column are refused, and the file that they are in is named
  for file in due.yaml queue.csv; do
    # shellcheck disable=SC2086 # several words each
    for tool in ta-route ta-prioritize; do
      ta-validate -q -t csv "$file" | mlr --csv cut -x -f ta_findings,ta_target >lack.csv
      ta-validate -q -t yaml lack.csv | grep -v '^ta_findings:' >lack.yaml
      for lack in lack.csv lack.yaml; do
        run -2 --separate-stderr $tool -q none.yaml $lack
        [[ $stderr == *"$lack: the column 'ta_"*"' is missing; put ta-"*" before this tool in the pipe" ]]
        run -2 --separate-stderr $tool -q none.yaml none.jsonl $lack none.yaml
        [[ $stderr == *"$lack: the column 'ta_"*"' is missing; put ta-"*" before this tool in the pipe" ]]
      done
    done
  done
}

@test "formats: a heading that begins with a number sign is not a comment, even without quotes" {
  local form='# of clients,Timestamp,Email,Role,Assistance' row='1,11/2/2026 9:00,a@b.org,Attorney,General Info'
  for end in '' $'\r'; do
    for mark in '' $'\xef\xbb\xbf'; do
      printf '%s\n' "$mark$form$end" "$row$end" >form
      go ta-submit - <form
      [ "$rc" -eq 0 ]
      counts '1 read, 1 taken'
      [ "$(head -n 1 out)" = '"# of clients",received,email,role,assistance,id,ta_source,ta_line' ]
      [ "$(column '# of clients' out)" = 1 ]
      quietly ta-due -q form >two
      grep -q '^"# of clients",Timestamp' two
    done
  done
  # all of it, blank lines too, and where nothing else is there
  printf '\n#,Timestamp,Email,Role,Assistance\n\n#1,11/2/2026 9:00,a@b.org,Attorney,General Info\n' >form
  go ta-submit form
  counts '1 read, 1 taken; blank lines passed over: 2'
  [ "$(column '#' out)" = '#1' ]
  echo '#,# of seats' >form
  go ta-due form
  [ "$rc" -eq 0 ]
  grep -q '^"#",# of seats,' out
}

@test "formats: comments before YAML and JSON Lines tell nothing, however many, and however they arrive" {
  for first in 'id: 1' $'---\nid: 1' '- id: 1' $'%YAML 1.1\n---\nid: 1'; do
    # so many lines, in reads of so many bytes
    for many in '40 1' '9000 4095'; do
      { echo '# from the telephone'; echo; awk -v n="${many% *}" 'BEGIN { while (n-- > 0) print "   # a line of notes" }'; echo "$first"; } >form
      go ta-validate -q form
      [ "$rc" -eq 0 ]
      grep -q "^id: '1'" out || { head -3 out; return 1; }
      pieces "${many#* }" ta-validate -q <form >two
      same out two
    done
  done
  printf '# notes\n{"id":"1"}\n' >form
  go ta-validate -q form
  refused ta-validate 'form:1:1: the line is not JSON'
}

@test "formats: what is YAML by its first line says so, and is never a day without requests" {
  for heading in '- x' '%' 'word: x'; do
    printf '%s,Email\n1,a@b.org\n' "$heading" >form
    go ta-submit -q form
    ended 2 || { echo "$heading"; return 1; }
    tail -n 1 err | grep -q '^ta-submit: form:[0-9:]*: this is not YAML: ' || { cat err; return 1; }
  done
}

