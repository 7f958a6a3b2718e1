#!/usr/bin/env bats
# Laws: identities between pipelines, over every record file of the tree, with
# every tool that can read it and both readers of CSV. That it does not matter in
# which pieces a file arrives, test/proof/faults/pieces.sh asks of all files.

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
  quick
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

no_csv='^(---|- |#|\{|[A-Za-z_]+:)'

# values FILE [VERB...]: the records as JSON, read by Miller where the file is CSV,
# which takes a blank line for a short row and a repeated header for a record.
values() {
  local file=$1 first
  shift
  IFS= read -r first <"$file" || true
  if [[ $first =~ $no_csv ]]; then
    quietly ta-validate -q -t csv "$file" >values.csv
    file=values.csv
  fi
  [ "$#" -gt 0 ] || set -- cat
  mlr -S --icsv --ojsonl --allow-ragged-csv-input \
    filter '(is_absent($id) || $id != "id") && any($*, func(k, v) { return v != "" })' then "$@" "$file"
}

# both FIRST SECOND [VERB...]: the values of each, in first and second. One start of Miller does it where both are CSV.
both() {
  local one=$1 other=$2 head tail
  shift 2
  [ "$#" -gt 0 ] || set -- cat
  IFS= read -r head <"$one" || true
  IFS= read -r tail <"$other" || true
  if [[ $head =~ $no_csv || $tail =~ $no_csv ]]; then
    values "$one" "$@" >first
    values "$other" "$@" >second
    return
  fi
  : >first
  : >second
  mlr -S --icsv --ojsonl --allow-ragged-csv-input \
    filter '(is_absent($id) || $id != "id") && any($*, func(k, v) { return v != "" })' then "$@" \
    then put -q -s one="$one" 'if (FILENAME == @one) { tee > "first", $* } else { tee > "second", $* }' "$one" "$other"
}

@test "the laws are tried on many files, of all formats" {
  [ "$(wc -l <"$BATS_FILE_TMPDIR/list")" -ge 15 ]
  for name in form.csv form.yaml form.jsonl loose.jsonl requests.yaml staff-columns.csv \
    cases.csv nasty.csv sequence.yml; do
    grep -q "/$name$" "$BATS_FILE_TMPDIR/list" || { echo "$name"; return 1; }
  done
  # and values are compared with values, not nothing with nothing
  both "$data/cases.csv" "$data/laws/nasty.csv"
  [ "$(wc -l <first)" -ge 50 ] && [ "$(wc -l <second)" -ge 5 ]
  run ! same first second
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

conservative() {
  both "$2" "$3" cut -xr -f '^ta_'
  if [ "$1" = ta-prioritize ]; then
    sort -o first first && sort -o second second
  fi
  same first second
}

@test "conservative: without the ta_ columns the records are what they were, in order" {
  each conservative
}

# agree FIRST SECOND: the same values, whatever the order of columns and records.
agree() {
  both "$1" "$2" sort-within-records
  sort -o first first && sort -o second second
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

# filled FIRST SECOND: both have the same values that are not empty, in one order of columns.
filled() {
  both "$1" "$2" put 'map out = {};
    for (k, v in $*) { if (v != "" || k =~ "^ta_") { out[k] = v } }
    $* = out' then sort-within-records
  same first second
}

format() {
  quietly "$1" -q -t csv "$2" >a.csv
  # a header with an empty name or one twice cannot be YAML, and is an error
  awk -F, '{ for (i = 1; i <= NF; i++) if ($i == "" || n[$i]++) exit 1; exit }' a.csv || return 0
  quietly "$1" -q -t yaml a.csv >b.yaml
  quietly "$1" -q -t jsonl b.yaml >c.jsonl
  quietly "$1" -q -t csv c.jsonl >d.csv
  filled a.csv d.csv || return 1
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

by_libcsv() {
  TA_CSV=libcsv quietly "$1" -q "$2" >two && same "$3" two
}

@test "readers: the quick way through CSV and libcsv give the same bytes" {
  each by_libcsv
}

# unranked FORMAT FILE...: the records, sorted, without their rank.
unranked() {
  mlr -S "--i$1" --ojsonl --allow-ragged-csv-input cut -x -f ta_rank "${@:2}" | sort
}

# sharded TOOL IN ONE: the parts of the input, together, are the whole, none twice; but
# for the rank, which is a part's own.
sharded() {
  local to=csv part
  case $(head -c 3 "$3") in --- | \{*) to=jsonl ;; esac
  quietly "$1" -q -t $to "$2" >all
  for part in 1 2 3; do
    quietly "$1" -q -t $to --shard $part/3 "$2" >part.$part
  done
  unranked $to all >whole
  unranked $to part.? >parts
  # what has no column of ids cannot be parted, which is said
  [ -s parts ] || ! grep -q '"id":' whole || return 1
  [ ! -s parts ] || same whole parts
}

@test "shards: the parts together are the whole, for every tool" { each sharded; }

@test "cleared: nothing that a tool wrote yesterday stays beside what it decides today" {
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
ta-due ta_target ta_due ta_due_rule ta_days_left ta_days_taken ta_in_target ta_due_status ta_due_time ta_due_why
ta-prioritize ta_rank ta_groups ta_change
ta-route ta_outcome ta_queue ta_route_rule ta_cc ta_refer ta_call ta_policy ta_route_why
EOT
}
