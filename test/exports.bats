#!/usr/bin/env bats
# The exports of examples/exports with their maps, to the routed queue: the same
# fourteen requests, asked by nine forms. Maps that are refused.
#
# data/exports: expected.csv has the records, routed.csv what is decided of them on
# 2026-11-24, worked out by hand from the rules, not by the tools. data/map-bad:
# NAME.err is what `ta-submit -m NAME.yaml x.csv` says there.

load helper

makers='airtable excel-semicolon google-forms google-sheet gravity-forms jotform
  microsoft-forms surveymonkey surveymonkey-utf8'

export_of() { echo "$examples/exports/$1.csv"; }
map_of() { echo "$examples/maps/${1%-utf8}.yaml"; }

# submit MAKER [ARGUMENT...]: its export through its map, without what is alerted.
submit() {
  ta-submit -q -m "$(map_of "$1")" "${@:2}" "$(export_of "$1")" 2>/dev/null
}

# records [VERB...]: the CSV on standard input as objects, after Miller's verbs.
records() {
  [ "$#" -gt 0 ] || set -- cat
  mlr -S --no-auto-unflatten --icsv --ojsonl "$@"
}

# sorted_keys [VERB... [FILE...]]: JSON Lines in one order of keys, then Miller's verbs.
sorted_keys() {
  [ "$#" -gt 0 ] || set -- cat
  mlr -S --ijsonl --ojsonl sort-within-records then "$@"
}

# As a verb of sorted_keys: of each file, into FILE.keys.
by_file='tee > FILENAME . ".keys", $*'

# The encoding and the delimiter of a maker's export.
encoding_of() {
  case $1 in
  excel-semicolon) echo windows-1252 ;;
  surveymonkey) echo utf-16 ;;
  *) echo utf-8 ;;
  esac
}
delimiter_of() {
  [ "$1" = excel-semicolon ] && echo ';' || echo ,
}

# raw MAKER: its export as objects, in UTF-8. Of two header rows the first is filled
# up, and the second joined to it.
raw() {
  iconv -f "$(encoding_of "$1")" -t utf-8 "$(export_of "$1")" | sed '1s/^\xef\xbb\xbf//' |
    mlr -S --icsv --ifs "$(delimiter_of "$1")" --implicit-csv-header --ojson cat |
    jq -c --argjson two "$([[ $1 == surveymonkey* ]] && echo true || echo false)" '
      map([.[] | tostring]) |
      (if $two then
        ([foreach .[0][] as $upper (""; if $upper == "" then . else $upper end)]) as $filled |
        [.[1], $filled] | transpose | map(if .[0] == "" then .[1] else .[1] + " - " + .[0] end)
      else .[0] end) as $head |
      .[(if $two then 2 else 1 end):][] | [[$head, .] | transpose[] | {(.[0]): .[1]}] | add'
}

setup_file() {
  quick
  local maker
  cd "$BATS_FILE_TMPDIR" || return 1
  for maker in $makers; do
    raw "$maker" >"$maker.raw"
    submit "$maker" >"$maker.csv"
    ta-validate -q "$maker.csv" | ta-due -q | ta-prioritize -q |
      ta-route -q >"$maker.routed.csv"
  done
  # the headings of each
  mlr -S --no-auto-flatten --ijsonl --ojsonl put -q \
    'if (FNR == 1) { for (k, v in $*) { print > FILENAME . ".columns", k } }' ./*.raw
}

@test "exports: there is a map for each, and each is tried" {
  for maker in $makers; do echo "$maker"; done >names
  same <(basename -a -s .csv "$examples"/exports/*.csv | sort) <(sort names)
  same <(basename -a -s .yaml "$examples"/maps/*.yaml | sort) <(grep -v utf8 names | sort)
}

@test "exports: each gives the same fourteen records" {
  columns=$(head -1 "$data/exports/expected.csv")
  records <"$data/exports/expected.csv" >wanted
  [ "$(wc -l <wanted)" -eq 14 ]
  for maker in $makers; do
    records cut -o -f "$columns" <"$BATS_FILE_TMPDIR/$maker.csv" >got
    same wanted got || { echo "$maker"; return 1; }
  done
}

@test "exports: no heading of a map is missed, no row is lost, and only the survivor is alerted" {
  for maker in $makers; do
    run -0 --separate-stderr ta-submit -m "$(map_of "$maker")" "$(export_of "$maker")"
    [ "$(wc -l <<<"$stderr")" -eq 2 ] || { echo "$maker: $stderr"; return 1; }
    [[ $stderr == *'[survivor]'*'ta-submit: 14 read, 14 taken'* ]] || { echo "$maker: $stderr"; return 1; }
  done
}

@test "exports: ids are the form's own with a prefix, else made of the content" {
  for pair in airtable=at gravity-forms=gf microsoft-forms=ms surveymonkey=sm surveymonkey-utf8=sm; do
    maker=${pair%=*}
    [ "$(column id "$BATS_FILE_TMPDIR/$maker.csv" | grep -cE "^${pair#*=}-[0-9]+\$")" -eq 14 ] ||
      { echo "$maker"; return 1; }
    [ "$(column id "$BATS_FILE_TMPDIR/$maker.csv" | sort -u | wc -l)" -eq 14 ]
  done
  column id "$BATS_FILE_TMPDIR/google-forms.csv" >made
  [ "$(grep -cE '^ta-[0-9a-f]{20}$' made)" -eq 14 ]
  for maker in google-sheet excel-semicolon; do
    column id "$BATS_FILE_TMPDIR/$maker.csv" | same made -
  done
  # the same entries whatever the encoding
  same <(column id "$BATS_FILE_TMPDIR/surveymonkey.csv") <(column id "$BATS_FILE_TMPDIR/surveymonkey-utf8.csv")
}

@test "exports: the pipe decides the same of a request, whichever form it came by" {
  for maker in $makers; do
    records cut -o -f email,received,ta_valid,ta_findings,ta_target,ta_due,ta_due_rule,ta_days_left,ta_due_status,ta_rank,ta_groups,ta_outcome,ta_queue,ta_route_rule,ta_cc,ta_refer,ta_call,ta_policy \
      then sort -f email,received <"$BATS_FILE_TMPDIR/$maker.routed.csv" >"got.$maker"
    same got.airtable "got.$maker" || { echo "$maker"; return 1; }
  done
  [ "$(wc -l <got.airtable)" -eq 14 ]
  [ "$(head -1 got.airtable | jq length)" -eq 18 ]
}

@test "exports: what is decided is what the rules say, by hand" {
  records sort -f email <"$data/exports/routed.csv" >wanted
  records cut -o -f email,ta_outcome,ta_queue,ta_route_rule,ta_due then sort -f email \
    <"$BATS_FILE_TMPDIR/google-forms.routed.csv" >got
  same wanted got
  # the survivor first; then by the work-by date, of which no two are equal; behind them what waits for its requester
  sed 1d "$data/exports/routed.csv" | awk -F, '{ print ($2 == "hold") "," $0 }' | sort -t, -k1,1 -k6,6 | cut -d, -f2 >wanted
  [ "$(head -1 wanted)" = bluewren@mail.example.org ]
  records cut -o -f ta_rank,email <"$BATS_FILE_TMPDIR/google-forms.routed.csv" |
    jq -r '"\(.ta_rank) \(.email)"' >got
  same <(nl -w1 -s' ' wanted) got
  # whom a copy goes to
  records filter '$ta_cc != ""' then cut -o -f email,ta_cc then sort -f email \
    <"$BATS_FILE_TMPDIR/google-forms.routed.csv" | jq -r '"\(.email) \(.ta_cc)"' >got
  same <(printf '%s\n' 'lburnham@copperline.example.org ipell@copperline.example.org' \
    'pv@lakefrontclinic.example.org lpena@lakefrontclinic.example.org' \
    't.haverkamp@quayside.example.org a.teague@quayside.example.org') got
}

# Through intake again

@test "again: CSV that has been through intake stays, with its map and without" {
  for maker in $makers; do
    file=$BATS_FILE_TMPDIR/$maker.csv
    ta-submit -q "$file" | same "$file" - || { echo "$maker"; return 1; }
    run -0 --separate-stderr ta-submit -m "$(map_of "$maker")" "$file"
    ta-submit -q -m "$(map_of "$maker")" "$file" | same "$file" - || { echo "$maker, map"; return 1; }
    # nobody is alerted twice, and the headings of the form are not missed
    [ "$stderr" = 'ta-submit: 14 read, 14 taken' ] || { echo "$maker: $stderr"; return 1; }
  done
}

@test "again: so do YAML and JSON Lines, by their values" {
  for maker in $makers; do
    submit "$maker" -t jsonl >"$maker.wanted"
    [ "$(wc -l <"$maker.wanted")" -eq 14 ]
    for format in yaml jsonl; do
      submit "$maker" -t "$format" >"one.$format"
      ta-submit -q -t jsonl "one.$format" 2>/dev/null >"$maker.$format"
      ta-submit -q -t jsonl -m "$(map_of "$maker")" "one.$format" 2>/dev/null >"$maker.$format-by-map"
    done
  done
  for maker in $makers; do printf '%s\n' "$maker".{wanted,yaml,jsonl,yaml-by-map,jsonl-by-map}; done >names
  mapfile -t names <names
  sorted_keys put -q "$by_file" "${names[@]}"
  for maker in $makers; do
    for file in "$maker".{yaml,jsonl,yaml-by-map,jsonl-by-map}; do
      same "$maker.wanted.keys" "$file.keys" || { echo "$file"; return 1; }
    done
  done
}

form='Timestamp,Email,Your role,Assistance,Facts'
row='11/2/2026,a@example.org,Lawyer,General Information,why'

@test "again: a constant is for what comes from the form only, and so is a prefix" {
  printf 'Entry Id,%s\n7,%s\n' "${form/Email/Mail,Email}" "${row/a@/a@example.org,anon@}" >form.csv
  printf 'version: 1\nid_prefix: a-\nconstants: {state: Nevada}\ncolumns: {Email: drop, Mail: email}\n' >map.yaml
  ta-submit -q -m map.yaml form.csv >one.csv
  same <(echo 'a-7 Nevada a@example.org') <(records cut -o -f id,state,email <one.csv | jq -r '"\(.id) \(.state) \(.email)"')
  # staff have found out that it is not Nevada, and another prefix is no reason
  mlr -S --icsv --ocsv put '$state = ""; $id = "b-7"' one.csv >two.csv
  for format in csv yaml jsonl; do
    ta-submit -q -t "$format" two.csv >"two.$format.in"
    ta-submit -q -t jsonl "two.$format.in" | sorted_keys >wanted
    ta-submit -q -t jsonl -m map.yaml "two.$format.in" | sorted_keys | same wanted - || { echo "$format"; return 1; }
    grep -q '"b-7"' wanted
  done
}

@test "again: a heading that only ends in ta_source or ta_message is the form's" {
  for heading in data_source beta_source data_message beta_sources 'My ta_message'; do
    for place in "$form,$heading" "$heading,$form"; do
      printf '%s\n%s,web\n' "$place" "$row" >form.csv
      [ "$place" = "$form,$heading" ] || printf '%s\nweb,%s\n' "$place" "$row" >form.csv
      run -0 --separate-stderr ta-submit -q form.csv
      ta-submit -q form.csv | records cut -f "role,$heading" >got
      same <(printf '%s\n' "role attorney" "$heading web" | sort) \
        <(mlr --ijsonl --oxtab put -q 'for (k, v in $*) { print k . " " . v }' got | sort) || { echo "$place"; return 1; }
    done
  done
}

@test "again: records and rejects are known by their columns when a heading has two lines" {
  printf '%s,"What else,\nif anything?"\n%s,none\n%s\n' "$form" "$row" "${row/a@/b@}" >form.csv
  iconv -f utf-8 -t windows-1252 form.csv >export.csv
  printf 'version: 1\nencoding: windows-1252\ncolumns: {Facts: drop, "What else, if anything?": facts, Email Address: email}\n' >map.yaml
  sed -i 's/Email/Email Address/; s/none/caf\xe9/' export.csv
  run -1 ta-submit -q -m map.yaml -r rejects.csv -o one.csv export.csv
  [ "$(column facts one.csv)" = café ]
  ta-submit -q -m map.yaml one.csv | same one.csv -
  # the heading of two lines stays in what is passed on, and in rejects
  printf 'version: 1\nencoding: windows-1252\nconstants: {state: Nevada}\n' >map.yaml
  run -1 ta-submit -q -m map.yaml -r rejects.csv -o one.csv export.csv
  ta-submit -q -m map.yaml one.csv | same one.csv -
  sed -i 's/^\(.*b@example.org.*\),why,,/\1,why,th\xc3\xa9,/; s/not-a-record//' rejects.csv
  ta-submit -q -m map.yaml rejects.csv >two.csv
  grep -q ',thé,' two.csv || { cat two.csv; return 1; }
}

# The ledger

# add LEDGER MAKER [FILE]: imports it and says the summary.
add() {
  ta-submit -m "$(map_of "$2")" -a "$1" "${@:4}" "${3:-$(export_of "$2")}" 2>&1 >out | tail -1
  [ ! -s out ]
}

@test "ledger: all nine exports have the same requests, so one set of them is taken" {
  for maker in $makers; do
    wanted='0 taken, 14 already there'
    [ -e all.jsonl ] || wanted='14 taken'
    said=$(add all.jsonl "$maker")
    [[ "$said" =~ ^"ta-submit: 14 read, $wanted"(\;.*)?$ ]] || { echo "$maker: $said"; return 1; }
  done
  [ "$(wc -l <all.jsonl)" -eq 14 ]
  [ "$(ids all.jsonl | sort -u | wc -l)" -eq 14 ]
  cp all.jsonl before
  for maker in $makers; do
    said=$(add all.jsonl "$maker")
    [[ "$said" =~ ^'ta-submit: 14 read, 0 taken, 14 already there'(\;.*)?$ ]] || { echo "$maker: $said"; return 1; }
  done
  cmp before all.jsonl
  run -0 ta-log --verify all.jsonl
  # and the queue from it has every request once
  ta-submit -q -t csv all.jsonl | ta-validate -q | ta-due -q | ta-prioritize -q | ta-route -q >routed.csv
  records cut -o -f email,ta_outcome,ta_queue,ta_route_rule,ta_due then sort -f email <routed.csv | uniq -c |
    sed 's/^ *//' >got
  records sort -f email <"$data/exports/routed.csv" | sed 's/^/1 /' | same - got
}

# damage MAKER remove|add: the export with one row that has a cell less (the e-mail
# address) or more (behind the first); the cell's number in k, the row's raw cells in
# damaged, the damaged file in damaged.csv.
damage() {
  iconv -f "$(encoding_of "$1")" -t utf-8 "$(export_of "$1")" |
    delimiter=$(delimiter_of "$1") how=$2 perl -0777 -CSD -e '
      $_ = <STDIN>; my ($d, @rows) = quotemeta $ENV{delimiter}; print $1 if s/^(\x{feff})//;
      while (length) {
        my @cells;
        do { s/^("(?:[^"]|"")*"|[^"\r\n$d]*)//; push @cells, $1 } while s/^$d//;
        s/^(\r?\n|$)//; push @rows, [$1, @cells];
      }
      # the last row but one with this address: Priya Venkataraman
      for my $row (@rows) {
        my ($end, @cells) = @$row; my ($k) = grep { $cells[$_] =~ /^"?pv\@lake/ } 0 .. $#cells;
        if (defined $k) {
          my @changed = @cells;
          if ($ENV{how} eq "remove") { splice @changed, $k, 1 } else { $k = 1; splice @changed, 1, 0, "surplus" }
          open my $out, ">:utf8", "k"; print $out $k + 1, "\n";
          open $out, ">:utf8", "damaged"; print $out "$_\n" for map { s/^"(.*)"$/$1/sr =~ s/""/"/gr } @changed;
          @cells = @changed; $n++;
        }
        print join($ENV{delimiter}, @cells), $end;
      }
      exit $n != 1' | iconv -f utf-8 -t "$(encoding_of "$1")" >damaged.csv
}

# mend remove|add: the rejects as a person would: what came too far to the left or
# right goes back, and the missing address is typed.
mend() {
  local k script
  k=$(cat k)
  # the columns of the form: those before ta_extra and ta_row
  if [ "$1" = remove ]; then
    script='for (int i = n; i > k; i -= 1) { $[[[i]]] = $[[[i - 1]]] } $[[[k]]] = "pv@lakefrontclinic.example.org"'
  else
    script='for (int i = k; i < n; i += 1) { $[[[i]]] = $[[[i + 1]]] } $[[[n]]] = is_present($ta_extra) ? $ta_extra : ""; unset $ta_extra'
  fi
  mlr -S --icsv --ocsv put "
    int n = 0; for (key, v in \$*) { if (key =~ \"^ta_\") { break } n += 1 }
    int k = $k; $script; \$ta_rule = \"\"" rejects.csv >mended.csv
}

# damaged_row remove|add: of each export goes to the rejects, and back again.
damaged_row() {
  local maker said
  for maker in $makers; do
    rm -f -- *.jsonl *.keys rejects.csv
    add whole.jsonl "$maker" >/dev/null
    damage "$maker" "$1"
    said=$(add ledger.jsonl "$maker" damaged.csv -r rejects.csv)
    # a blank cell at the end is the spreadsheet's own
    if [ "$1" = add ] && [ -z "$(tail -n 1 damaged)" ]; then
      [[ "$said" =~ ^'ta-submit: 14 read, 14 taken'(\;.*)?'; rows that lost blank cells after the last column: 1'(\;.*)?$ ]] ||
        { echo "$maker: $said"; return 1; }
      continue
    fi
    [[ "$said" =~ ^'ta-submit: 14 read, 13 taken, 1 rejected'(\;.*)?$ ]] || { echo "$maker: $said"; return 1; }
    # its own columns, untouched; a row too short is filled up, of one too long the end is in ta_extra
    records put -q 'for (k, v in $*) {
      if (!(k =~ "^ta_")) { print > "columns", k }
      if (!(k =~ "^ta_(row|line|column|rule|message)$")) { print > "cells", v }
      if (k == "ta_rule") { print > "rule", v }
    }' <rejects.csv
    same "$BATS_FILE_TMPDIR/$maker.raw.columns" columns || { echo "$maker"; return 1; }
    [ "$1" = add ] || echo >>damaged
    same damaged cells || { echo "$maker"; return 1; }
    [ "$(cat rule)" = not-a-record ]
    mend "$1"
    said=$(add ledger.jsonl "$maker" mended.csv -r again.csv)
    [[ "$said" =~ ^'ta-submit: 1 read, 1 taken'(\;.*)?$ ]] || { echo "$maker: $said"; cat mended.csv; return 1; }
    # all that it says, but for where it came from
    sorted_keys cut -x -f ta_sum,ta_source,ta_line then put -q "$by_file" whole.jsonl ledger.jsonl
    same <(sort whole.jsonl.keys) <(sort ledger.jsonl.keys) || { echo "$maker"; return 1; }
    [ "$(wc -l <again.csv)" -eq 1 ]
    # and the export itself, mended in the form, has nothing new
    said=$(add ledger.jsonl "$maker")
    [[ "$said" =~ ^'ta-submit: 14 read, 0 taken, 14 already there'(\;.*)?$ ]] || { echo "$maker: $said"; return 1; }
  done
}

@test "rejects: a row of each export that lost a cell is mended and goes straight back in" {
  damaged_row remove
}

@test "rejects: a row of each export with a cell too many is mended and goes straight back in" {
  damaged_row add
}

@test "rejects and records: known by their columns however a spreadsheet saved them, in UTF-8" {
  printf 'Nr,%s\n7,%s\n8,%s\n' "$form" "$row" "${row%,why}" >form.csv
  printf 'version: 1\nencoding: windows-1252\ndelimiter: ","\nid_prefix: x-\nconstants: {state: Nevada}\ncolumns: {Nr: id}\n' >map.yaml
  ta-submit -q -m map.yaml -r rejects.csv -o one.csv form.csv || [ "$?" -eq 1 ]
  mlr -S --icsv --ocsv put '$Facts = "thé"; $ta_rule = ""' rejects.csv >mended.csv
  mlr -S --icsv --ocsv put '$facts = "thé"; $state = ""' one.csv >changed.csv
  n=0
  for how in '' --quote-all '--ofs ;' '--ofs tab' '--quote-all --ofs ;'; do
    # the form's map is for rejects, and not for records
    for file in 'mended x-8,thé,Nevada' 'changed x-7,thé,'; do
      # shellcheck disable=SC2086 # options
      mlr -S --icsv --ocsv $how cat "${file%% *}.csv" >plain.csv
      for end in '' $'\r'; do
        for mark in '' $'\xef\xbb\xbf'; do
          { printf %s "$mark"; sed "s/\$/$end/" plain.csv; } >saved.csv
          n=$((n + 1))
          ta-submit -q -m map.yaml saved.csv >"$n.csv"
          echo "$n.csv,${file#* },${file%% *}: $how ${end:+CRLF} ${mark:+mark}" >>wanted
        done
      done
    done
  done
  [ $n -eq 40 ]
  mlr -S --icsv --ocsv --headerless-csv-output put -q 'print FILENAME . "," . $id . "," . $facts . "," . $state' {1..40}.csv >got
  same <(cut -d, -f1-4 wanted) got || { cat wanted; return 1; }
}

# What is left out

@test "dropped: no value of a column that the map drops is in any output" {
  total=0
  for maker in $makers; do
    for format in csv yaml jsonl; do
      submit "$maker" -t "$format" >"out.$format"
    done
    sed -n '/^columns:/,$s/^  \(.*\): drop$/\1/p' "$(map_of "$maker")" | sed 's/^"//; s/"$//' | sort >headings
    [ -z "$(sort "$BATS_FILE_TMPDIR/$maker.raw.columns" | comm -13 - headings)" ]
    # the lines of the cells of the columns that are dropped, of the others, and of the values that come out
    jq -nr --rawfile headings headings --slurpfile raw "$BATS_FILE_TMPDIR/$maker.raw" --slurpfile out out.jsonl '
      def lines(kind): tostring | split("\n")[] | kind + " " + .;
      ($raw[] | to_entries[] |
        if [.key] - ($headings | split("\n")) == [] then .value | lines("dropped") else .value | lines("kept") end),
      ($out[][] | if type == "array" then .[] else . end | lines("values"))' >lines
    for kind in dropped kept values; do
      sed -n "s/^$kind //p" lines | sort -u >$kind
    done
    sed '/^ *$/d' dropped | comm -23 - kept >secret
    total=$((total + $(wc -l <secret)))
    [ "$(wc -l <values)" -gt 50 ]
    comm -12 secret values >leaked
    [ ! -s leaked ] || { echo "$maker:"; cat leaked; return 1; }
    # the long ones nowhere at all, not even inside another text
    grep -E '.{12}' secret >long || true
    run ! grep -FHf long out.csv out.yaml out.jsonl
  done
  [ "$total" -gt 150 ]
}

@test "dropped: no address of a visitor, and no browser, in outputs, ledgers and messages" {
  metadata='192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|Mozilla|forms\.example\.org'
  for maker in gravity-forms jotform surveymonkey surveymonkey-utf8; do
    raw "$maker" | grep -qE "$metadata"
    for format in csv yaml jsonl; do
      run ! grep -E "$metadata" <(ta-submit -m "$(map_of "$maker")" -t "$format" "$(export_of "$maker")" 2>&1)
    done
    add ledger "$maker" >messages
    run ! grep -E "$metadata" ledger messages
  done
}

# Maps

@test "maps: a heading that no file has is warned of, each of them" {
  sed -e 's/^  Name (Last): /  Surname: /' -e 's/^  User IP: /  Address of the user: /' \
    "$(map_of gravity-forms)" >map.yaml
  run -0 --separate-stderr ta-submit -m map.yaml "$(export_of gravity-forms)"
  for heading in Surname 'Address of the user'; do
    grep -q "map\.yaml.* '$heading', but no input file has it" <<<"$stderr" || { echo "$stderr"; return 1; }
  done
  [ "$(grep -c 'but no input file has it' <<<"$stderr")" -eq 2 ]
  # one file of two is enough, and quiet is quiet
  cp "$(export_of gravity-forms)" one.csv
  sed '1s/"Name (Last)"/"Surname"/; 1s/"User IP"/"Address of the user"/' one.csv >two.csv
  ta-submit -m map.yaml one.csv two.csv >out 2>err || [ "$?" -eq 1 ]
  grep -q ' 28 read' err
  run ! grep 'which no file has' err
  run -0 --separate-stderr ta-submit -q -m map.yaml one.csv
  run ! grep 'which no file has' <<<"$stderr"
}

@test "maps: each that is broken is refused, with its golden message, before anything is written" {
  cp -R "$data/map-bad/." . && mkdir folder.yaml
  echo 'ta-submit: folder.yaml: cannot read: Is a directory' >folder.err
  printf 'version: 1\n' >good.yaml
  # x.csv is none of the reasons
  ta-submit -q -m good.yaml x.csv | grep -q attorney
  n=0 failed=0
  for wanted in *.err; do
    name=${wanted%.err}
    n=$((n + 1))
    go ta-submit -m "$name.yaml" -r rejects -o output x.csv
    if [ "$rc" -ne 2 ] || [ -s out ] || [ -e output ] || [ -e rejects ] || ! cmp -s "$wanted" err; then
      failed=$((failed + 1))
      printf '%s: status %s\n  wanted %s\n  got    %s\n' "$name" "$rc" "$(cat "$wanted")" "$(cat err)"
    fi
    # file:line:column, in lower case and without a stop
    case $name in
    absent | folder) grep -qE "^ta-submit: $name\.yaml: [a-z]" "$wanted" ;;
    *) grep -qE "^ta-submit: $name\.yaml:[1-9][0-9]*:[1-9][0-9]*: [^ ].*[^.]\$" "$wanted" ;;
    esac || { failed=$((failed + 1)); echo "$name: $(cat "$wanted")"; }
    [ "$(wc -l <"$wanted")" -eq 1 ]
  done
  echo "$n broken maps, $failed not refused as they should be"
  [ "$n" -ge 80 ]
  [ "$failed" -eq 0 ]
  # each has its message
  for map in *.yaml; do [ "$map" = good.yaml ] || [ -e "${map%.yaml}.err" ] || { echo "$map"; return 1; }; done
}

@test "maps: a broken one leaves a ledger alone, and makes none" {
  cp "$data"/map-bad/{key-misspelt.*,x.csv} .
  run -2 --separate-stderr ta-submit -m key-misspelt.yaml -a ledger x.csv
  [ "$stderr" = "$(cat key-misspelt.err)" ]
  [ ! -e ledger ]
  ta-submit -q -a ledger x.csv && cp -p ledger before
  run -2 --separate-stderr ta-submit -m key-misspelt.yaml -a ledger x.csv
  cmp before ledger
  # the map comes first, so a file that is not there is not what is said
  run -2 --separate-stderr ta-submit -m key-misspelt.yaml no-such-file.csv
  [ "$stderr" = "$(cat key-misspelt.err)" ]
}

# Damage to an export, which a spreadsheet or a person may do; each a program of sed.
damages='s/^//
s/$/\r/
5s/,/ , /g
s/^/\xef\xbb\xbf/
7s/^/\n\n/
9s/e/"e/
6s/$/,,,,/
8s/o/\x01/
10s/a/\r/
11s/"//
12s/i/\xff/
$s/$/"/'

@test "exports: rows that the scanner cuts are read as libcsv reads them, whatever is damaged" {
  n=0
  for maker in $makers; do
    while IFS= read -r damage; do
      n=$((n + 1))
      LC_ALL=C sed "$damage" "$(export_of "$maker")" >x.csv
      for how in quick libcsv; do
        rm -f "rejects"
        TA_CSV=$how go ta-submit -m "$(map_of "$maker")" -r rejects x.csv
        touch rejects
        mv out "out.$how" && mv rejects "rejects.$how"
        { echo "status $rc"; grep -v 'TA_CSV' err; } >"err.$how" || :
      done
      for what in out err rejects; do
        same "$what.libcsv" "$what.quick" || { echo "$maker: $damage"; return 1; }
      done
    done <<<"$damages"
  done
  [ "$n" -eq 108 ]
}
