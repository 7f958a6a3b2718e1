#!/usr/bin/env bats
# Laws: identities between pipelines, over every record file of the tree, with
# every tool that can read it and both readers of CSV.

load helper

tools='ta-validate ta-due ta-prioritize ta-route'

# files: every file of records that a strict tool can read, equal ones once.
files() {
  quietly ta-submit -q -o "$BATS_FILE_TMPDIR/form.csv" "$examples/google-forms.csv"
  quietly ta-submit -q -o "$BATS_FILE_TMPDIR/form.yaml" "$examples/requests.yaml"
  quietly ta-submit -q -t jsonl -o "$BATS_FILE_TMPDIR/form.jsonl" "$examples/requests.yaml"
  printf '%s\n' "$BATS_FILE_TMPDIR"/form.* "$examples/staff-columns.csv" \
    "$examples/requests.yaml" "$data"/*.csv "$data"/priority/*.csv "$data"/laws/* \
    "$data"/triples/validate-{findings,unknown-columns,repeated-header}.in \
    "$data/triples/due-undecided.in" |
    while read -r file; do
      quietly ta-validate -q "$file" >/dev/null && echo "$(cksum <"$file") $file"
    done | awk '!seen[$1 $2]++ { print $3 }'
}

# In $BATS_FILE_TMPDIR: list, a line "N FILE" each; N.TOOL.in, the file as the tool
# wants it, earlier tools run; N.TOOL.one, what the tool makes of it.
setup_file() {
  local n file tool
  files | nl -w1 -s' ' >"$BATS_FILE_TMPDIR/list"
  while read -r n file; do
    for tool in $tools; do
      one=$BATS_FILE_TMPDIR/$n.$tool
      case $tool in
      ta-validate | ta-due) cp "$file" "$one.in" ;;
      ta-prioritize) quietly ta-due -q "$file" >"$one.in" ;;
      ta-route) quietly ta-validate -q "$file" >"$one.in" ;;
      esac
      quietly "$tool" -q "$one.in" >"$one.one"
    done
  done <"$BATS_FILE_TMPDIR/list"
}

# each LAW: LAW TOOL IN ONE over every tool and file, naming what breaks it.
each() {
  local n file tool failed=0
  while read -r n file; do
    for tool in $tools; do
      "$1" "$tool" "$BATS_FILE_TMPDIR/$n.$tool.in" "$BATS_FILE_TMPDIR/$n.$tool.one" ||
        { echo "$1 does not hold: $tool $file"; failed=1; }
    done
  done <"$BATS_FILE_TMPDIR/list"
  return "$failed"
}

# values FILE [VERB...]: the records as JSON, read by Miller where the file is CSV,
# which takes a blank line for a short row and a repeated header for a record.
values() {
  local file=$1
  shift
  if head -c 4096 "$file" | grep -qE '^(---|- |#|\{|[A-Za-z_]+:)'; then
    quietly ta-validate -q -t csv "$file" >values.csv
    file=values.csv
  fi
  [ "$#" -gt 0 ] || set -- cat
  mlr -S --icsv --ojsonl --allow-ragged-csv-input \
    filter '(is_absent($id) || $id != "id") && joinv($*, "") != ""' then "$@" "$file"
}

@test "the laws are tried on many files, of all formats" {
  [ "$(wc -l <"$BATS_FILE_TMPDIR/list")" -ge 15 ]
  for name in form.csv form.yaml form.jsonl loose.jsonl requests.yaml staff-columns.csv \
    cases.csv nasty.csv sequence.yml; do
    grep -q "/$name$" "$BATS_FILE_TMPDIR/list" || { echo "$name"; return 1; }
  done
}

idempotent() {
  quietly "$1" -q "$3" >two && same "$3" two
}

@test "idempotent: T | T is T" { each idempotent; }

@test "idempotent: ta-submit takes what it has made" {
  for file in "$examples/google-forms.csv" "$examples/requests.yaml" \
    "$examples/staff-columns.csv" "$data"/triples/submit-*.in; do
    quietly ta-submit -q "$file" >one || continue
    [ -s one ]
    quietly ta-submit -q one >two
    # the second says where in the first's output a record was
    values one cut -x -f ta_source,ta_line >a
    values two cut -x -f ta_source,ta_line >b
    same a b
  done
}

# What the whole pipe has made, any tool of it reads and writes again as it is.
@test "canonical: output, read and written again, is identical" {
  while read -r n file; do
    for format in csv yaml jsonl; do
      quietly ta-validate -q -t $format "$file" >a || continue
      [ -s a ] || continue
      quietly ta-due -q a >b
      quietly ta-prioritize -q b >c
      quietly ta-route -q c >whole
      for tool in $tools; do
        quietly "$tool" -q whole >again
        same whole again || { echo "$tool on the $format of $file"; return 1; }
      done
    done
  done <"$BATS_FILE_TMPDIR/list"
}

# none FORMAT FILE: nothing but what a stream without records is.
none() {
  case $1 in
  csv) [ "$(wc -l <"$2")" -eq 1 ] && grep -q received "$2" ;;
  yaml) [ "$(cat "$2")" = '--- []' ] ;;
  jsonl) printf '\n' | cmp -s - "$2" ;;
  esac || { echo "no $1 without records:"; cat "$2"; return 1; }
}

@test "canonical: no records at all are an output too, which every tool reads" {
  echo id,received,email,role,assistance,facts,ta_findings,ta_target,ta_due,ta_groups >none.csv
  for from in csv yaml jsonl; do
    ta-due -q -t $from -o none none.csv
    for tool in ta-submit $tools 'ta-validate -k' 'ta-due --explain' 'ta-prioritize -n 1' \
      'ta-prioritize -s high_volume=auto' 'ta-prioritize --since none' 'ta-route -Q scope-review' 'ta-route --shard 1/2'; do
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
  set -o pipefail
  for formats in {csv,yaml,jsonl}' '{csv,yaml,jsonl}' '{csv,yaml,jsonl}' '{csv,yaml,jsonl}' '{csv,yaml,jsonl}; do
    read -r a b c d e <<<"$formats"
    echo "$formats"
    echo received,email,role,assistance | ta-submit -q -t "$a" | ta-validate -q -t "$b" | ta-due -q -t "$c" |
      ta-prioritize -q -t "$d" | ta-route -q -t "$e" >out
    none "$e" out
  done
}

written_plainly() {
  case $(head -c 3 "$3") in
  --- | \{*) return ;;
  esac
  # LF, no mark at the start; quotes only around a comma, a quote or a line end
  if grep -q "$(printf '^\357\273\277')" "$3"; then return 1; fi
  mlr -S --icsv --onidx put -q '
    for (k, v in $*) { if (v =~ "[,\"\r\n]") { @n += 1 } }
    for (k, v in $*) { if (NR == 1 && k =~ "[,\"\r\n]") { @n += 1 } }
    end { print is_present(@n) ? @n : 0 }' "$3" >cells
  # every quoted cell that the file has, against the cells that need it
  perl -0777 -ne '$n = 0; $n++ while /(?:^|,|\n)"(?:[^"]|"")*"(?=,|\n|\z)/g; print $n' "$3" >quoted
  [ "$(cat quoted)" -le "$(cat cells)" ] || { echo "$(cat quoted) quoted, $(cat cells) need it"; return 1; }
}

@test "canonical: CSV without a mark, and without a quote too many" { each written_plainly; }

# Headings that at the start of a file would be YAML, or JSON, and some that would not.
headings=('#' '# of seats' '%' '%YAML' '-' '- x' --- ---x '{a' ' {a' '[{a' '[ {' 'Name: first' 'First name: x'
  word: a:b ' #' -x '[a' 'a - b' plain $'\xef\xbb\xbf#')

# headed HEADING REST: a file of one record, the first heading in quotes.
headed() {
  printf '"%s"%s\n1%s\n' "$1" "$2" "${2//[^,]/}"
}

@test "canonical: a first heading that would be YAML or JSON is quoted, and read again as it was" {
  for heading in "${headings[@]}"; do
    headed "$heading" ,id,received,email,role,assistance,ta_findings,ta_target,ta_due >in.csv
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

conservative() {
  values "$2" cut -xr -f '^ta_' >before
  values "$3" cut -xr -f '^ta_' >after
  if [ "$1" = ta-prioritize ]; then
    sort -o before before && sort -o after after
  fi
  same before after
}

@test "conservative: without the ta_ columns the records are what they were, in order" {
  each conservative
}

# agree FIRST SECOND: the same values, whatever the order of columns and records.
agree() {
  values "$1" sort-within-records | sort >first
  values "$2" sort-within-records | sort >second
  same first second
}

@test "commuting: tools that do not read each other's columns, in either order" {
  while read -r n file; do
    quietly ta-due -q "$file" >due
    quietly ta-validate -q "$file" >valid
    quietly ta-validate -q due >a
    quietly ta-due -q valid >b
    agree a b || { echo "ta-validate, ta-due: $file"; return 1; }
    quietly ta-prioritize -q due >c
    quietly ta-prioritize -q a >b
    quietly ta-validate -q c >d
    agree b d || { echo "ta-validate, ta-prioritize: $file"; return 1; }
    quietly ta-route -q valid >c
    quietly ta-due -q c >d
    quietly ta-route -q a >c
    agree c d || { echo "ta-due, ta-route: $file"; return 1; }
    quietly ta-prioritize -q c >d
    quietly ta-route -q b >c
    agree c d || { echo "ta-prioritize, ta-route: $file"; return 1; }
  done <"$BATS_FILE_TMPDIR/list"
}

# filled FILE: the values that are not empty, in one order of columns.
filled() {
  values "$1" put 'map out = {};
    for (k, v in $*) { if (v != "" || k =~ "^ta_") { out[k] = v } }
    $* = out' then sort-within-records
}

format() {
  quietly "$1" -q -t csv "$2" >a.csv
  # a header with an empty name or one twice cannot be YAML, and is an error
  [ -z "$(head -1 a.csv | tr , '\n' | sort | uniq -d)" ] || return 0
  ! head -1 a.csv | grep -qE '(^|,)(,|$)' || return 0
  quietly "$1" -q -t yaml a.csv >b.yaml
  quietly "$1" -q -t jsonl b.yaml >c.jsonl
  quietly "$1" -q -t csv c.jsonl >d.csv
  filled a.csv >before
  filled d.csv >after
  same before after || return 1
  # and once it has the columns in the policy's order, to the byte, both ways round
  quietly "$1" -q -t jsonl d.csv >e.jsonl
  quietly "$1" -q -t yaml e.jsonl >f.yaml
  quietly "$1" -q -t csv f.yaml >g.csv
  same d.csv g.csv || return 1
  quietly "$1" -q -t yaml d.csv >f.yaml
  quietly "$1" -q -t jsonl f.yaml >g.jsonl
  same e.jsonl g.jsonl
}

@test "format: CSV to YAML to JSON Lines to CSV, and back, keeps every value" { each format; }

elsewhere() {
  mkdir -p "other place"
  cp "$2" "other place/in"
  (cd "other place" && umask 000 &&
    TZ=Pacific/Kiritimati LC_ALL=C.UTF-8 LANG=de_DE.UTF-8 HOME=/nonexistent TMPDIR=$PWD \
      quietly "$1" -q "$2" >../two) || return 1
  same "$3" two || return 1
  [ "$(find "other place" -type f)" = "other place/in" ]
}

@test "time and place: any zone, locale, folder and umask give the same bytes" {
  each elsewhere
}

@test "time and place: the whole pipe from the form, in any" {
  quietly pipe "$examples/google-forms.csv" >one
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
    (unset TA_TODAY; TZ=$zone ta-due -q "$BATS_FILE_TMPDIR/form.csv" 2>/dev/null) >"day.${zone##*/}" || [ "$?" -eq 1 ]
  done
  same day.UTC day.Kiritimati
  same day.UTC day.Pago_Pago
}

@test "readers: TA_CSV=libcsv turns the quick way off, and says so with -v" {
  for tool in ta-validate ta-due; do
    run -0 --separate-stderr env TA_CSV=libcsv "$tool" -v -o out "$examples/staff-columns.csv"
    # shellcheck disable=SC2154 # set by run
    [[ $stderr == *"CSV is read by libcsv alone"* ]]
    run -0 --separate-stderr "$tool" -v -o out "$examples/staff-columns.csv"
    [[ $stderr != *"libcsv"* ]]
  done
}

by_libcsv() {
  TA_CSV=libcsv quietly "$1" -q "$2" >two && same "$3" two
}

@test "readers: the quick way through CSV and libcsv give the same bytes" {
  each by_libcsv
}

sizes='1 2 3 7 4095 4096 4097 65536'

@test "pieces: however the bytes arrive, the output is the same" {
  while read -r n file; do
    for size in $sizes; do
      # a file of one piece is tried once
      [ "$size" -lt 4095 ] || [ "$(stat -c %s "$file")" -gt 4094 ] || [ "$size" -eq 4095 ] || continue
      for tool in $tools; do
        one=$BATS_FILE_TMPDIR/$n.$tool
        quietly pieces "$size" "$tool" -q <"$one.in" >two
        same "$one.one" two || { echo "$tool, pieces of $size: $file"; return 1; }
      done
    done
  done < <(grep -E '/laws/|/requests.yaml' "$BATS_FILE_TMPDIR/list")
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

@test "pieces: at the door too" {
  for file in "$examples/google-forms.csv" "$examples/requests.yaml"; do
    quietly ta-submit -q - <"$file" >whole
    [ -s whole ]
    for size in $sizes; do
      quietly pieces "$size" ta-submit -q <"$file" >two
      same whole two || { echo "pieces of $size: $file"; return 1; }
    done
  done
}

# sharded TOOL IN ONE: the parts of the input, together, are the whole, none twice; but
# for the rank, which is a part's own.
sharded() {
  : >parts
  for part in 1/3 2/3 3/3; do
    quietly "$1" -q --shard $part "$2" >one.part
    values one.part cut -x -f ta_rank >>parts
  done
  values "$3" cut -x -f ta_rank | sort >whole
  sort -o parts parts
  # records without an id cannot be parted, which is said
  values "$3" head -n 1 | grep -q '"id":' || { [ ! -s parts ]; return; }
  same whole parts
}

@test "shards: the parts together are the whole, for every tool" { each sharded; }

@test "shards: at the door too, rejects and all, and the same records as behind it" {
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
    values part.csv cut -x -f ta_source >>parts
  done
  same <(values whole.csv cut -x -f ta_source | sort) <(sort parts)
  [ "$(grep -c not-a-record rejects.1)" -eq 1 ]
  if grep -q not-a-record rejects.2 rejects.3; then return 1; fi
}

@test "shards: which part a record is in is the same on every machine, for ever" {
  { echo id,ta_target,ta_due; printf '%s,,\n' a b c d e f ta-0123456789abcdef0123 tad-0208; } >ids.csv
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
  form=$BATS_FILE_TMPDIR/form.csv
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
  # at the door the union is taken
  printf 'Timestamp,Email,Role,Assistance\n2026-11-02,a@example.org,attorney,general information\n' >a.csv
  printf 'Role,Timestamp,Assistance,Email,Note\nattorney,2026-11-03,general information,b@example.org,x\n' >b.csv
  ta-submit -q a.csv b.csv >out
  [ "$(mlr -S --icsv --onidx cut -o -f email,Note out | paste -sd'|')" = 'a@example.org |b@example.org x' ]
}

@test "files: one without header and records is passed over, wherever it stands" {
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
        [[ $stderr == *"$lack: there is no column 'ta_"*"supplies it, so put it in the pipe before this" ]]
        run -2 --separate-stderr $tool -q none.yaml none.jsonl $lack none.yaml
        [[ $stderr == *"$lack: there is no column 'ta_"* ]]
      done
    done
  done
}

@test "cleared: what a tool wrote yesterday never stands beside what it decides today" {
  pipe -t csv "$examples/requests.yaml" >queue.csv
  while read -r tool columns; do
    for column in $columns; do printf '$%s = "yesterday"; ' "$column"; done >fill
    mlr --csv put -f fill queue.csv >old.csv
    [ "$(grep -o yesterday old.csv | wc -l)" -eq "$(($(column id queue.csv | wc -l) * $(wc -w <<<"$columns")))" ]
    $tool -q old.csv >new.csv
    run ! grep yesterday new.csv
    # and where it cannot decide
    sed '2,$s/yesterday/old/g' old.csv | mlr --csv put '$ta_findings = "of-another-policy"; $received = "?"' >odd.csv
    rc=0
    $tool -q odd.csv >new.csv || rc=$?
    [ "$rc" -lt 2 ]
    run ! grep -w old new.csv
  done <<'EOT'
ta-validate ta_valid
ta-due ta_target ta_due ta_due_rule ta_days_left ta_due_status ta_due_time ta_due_why
ta-prioritize ta_rank ta_groups ta_change
ta-route ta_outcome ta_queue ta_route_rule ta_cc ta_refer ta_call ta_policy ta_route_why
EOT
}
