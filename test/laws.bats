#!/usr/bin/env bats
# Laws: identities between pipelines, over every record file of the tree, with
# every tool that can read it and both readers of CSV. That it does not matter in
# which pieces a file arrives, test/proof/faults/pieces.sh asks of all files.

load helper

tools='ta-history ta-validate ta-due ta-prioritize ta-route ta-reply'

# files: every file that may be one of records, equal ones once.
files() {
  quietly ta-submit -q -o "$BATS_FILE_TMPDIR/form.csv" "$examples/google-forms.csv"
  quietly ta-submit -q -o "$BATS_FILE_TMPDIR/form.yaml" "$examples/requests.yaml"
  quietly ta-submit -q -t jsonl -o "$BATS_FILE_TMPDIR/form.jsonl" "$examples/requests.yaml"
  cksum "$BATS_FILE_TMPDIR"/form.* "$examples/staff-columns.csv" \
    "$examples/requests.yaml" "$examples/cases.csv" "$data"/*.csv "$data"/priority/*.csv "$data"/laws/* \
    "$data"/triples/validate-{findings,unknown-columns,repeated-header}.in \
    "$data/triples/due-undecided.in" | awk '!seen[$1 $2]++ { sub(/^[0-9]+ [0-9]+ /, ""); print }'
}

# In $BATS_FILE_TMPDIR, of every file that a strict tool can read: list, a line "N FILE" each; of every tool in/N.TOOL,
# the file as the tool wants it, earlier tools run, and one/N.TOOL, what the tool makes of it.
setup_file() {
  quick
  local n=0 file
  cd "$BATS_FILE_TMPDIR" || return 1
  mkdir in one
  files >names
  while IFS= read -r file; do
    n=$((n + 1))
    quietly ta-validate -q "$file" >one/$n.ta-validate || { rm one/$n.ta-validate; continue; }
    echo "$n $file" >>list
    quietly ta-due -q "$file" >one/$n.ta-due
    quietly ta-history -q "$file" >one/$n.ta-history
    quietly ta-due -q one/$n.ta-validate >in/$n.ta-prioritize
    quietly ta-prioritize -q in/$n.ta-prioritize >one/$n.ta-prioritize
    quietly ta-route -q one/$n.ta-validate >one/$n.ta-route
    quietly ta-due -q one/$n.ta-route >in/$n.ta-reply
    quietly ta-reply -q in/$n.ta-reply >one/$n.ta-reply
    ln -s "$file" in/$n.ta-history && ln -s "$file" in/$n.ta-validate && ln -s "$file" in/$n.ta-due && ln one/$n.ta-validate in/$n.ta-route
  done <names
}

# each LAW: LAW TOOL CASE over every tool and file. In the test's folder in and one are those of the file.
each() {
  local n file tool
  while read -r n file; do
    for tool in $tools; do
      "$1" "$tool" "$n.$tool"
    done
  done <"$BATS_FILE_TMPDIR/list"
}

setup() {
  quick
  cd "$BATS_TEST_TMPDIR" || return 1
  ln -s "$BATS_FILE_TMPDIR"/{in,one} .
}

# alike FOLDER FOLDER [CASES]: they have the same cases, of the same bytes, so many at least.
alike() {
  local cases
  diff -rq "$1/" "$2/" || { cat "$BATS_FILE_TMPDIR/list"; return 1; }
  cases=("$1"/*.*)
  [ "${#cases[@]}" -ge "${3:-60}" ]
}

# the_same A B: the values of all cases are.
the_same() {
  [ -s "$1" ] || return 1
  same "$1" "$2" || { cat "$BATS_FILE_TMPDIR/list"; return 1; }
}

# values FOLDER [VERB...]: the records of every case as JSON, a line each, with the name of the case. Miller reads all CSV
# at once; it takes a blank line for a short row and a repeated header for a record.
values() {
  local folder=$1 file first csv=() json=() named=(put '$* = mapsum({"FILE": sub(FILENAME, ".*/", "")}, $*)')
  shift
  [ "$#" -gt 0 ] || set -- cat
  mkdir "$folder.json"
  for file in "$folder"/*; do
    IFS= read -r first <"$file" || true
    if [[ $first =~ ^(---|- |#|\{|[A-Za-z_]+:) ]]; then
      quietly ta-validate -q -t jsonl "$file" >"$folder.json/${file##*/}"
      json+=("$folder.json/${file##*/}")
    else
      csv+=("$file")
    fi
  done
  mlr -S --icsv --ojsonl --allow-ragged-csv-input \
    filter '(is_absent($id) || $id != "id") && any($*, func(k, v) { return v != "" })' then "${named[@]}" then "$@" "${csv[@]}"
  [ "${#json[@]}" -eq 0 ] || mlr -S --ijsonl --ojsonl flatten then "${named[@]}" then "$@" "${json[@]}"
}

@test "the laws are tried on many files, of all formats" {
  [ "$(wc -l <"$BATS_FILE_TMPDIR/list")" -ge 15 ]
  for name in form.csv form.yaml form.jsonl loose.jsonl requests.yaml staff-columns.csv \
    cases.csv nasty.csv sequence.yml; do
    grep -q "/$name$" "$BATS_FILE_TMPDIR/list" || { echo "$name"; return 1; }
  done
  # each with every tool
  while read -r n file; do
    for tool in $tools; do echo "$n.$tool"; done
  done <"$BATS_FILE_TMPDIR/list" | sort >cases
  (cd one/ && printf '%s\n' * | sort) | same cases -
  (cd in/ && printf '%s\n' * | sort) | same cases -
  # and values are compared with values, not nothing with nothing
  mkdir some
  cp "$examples/cases.csv" "$data/laws/nasty.csv" "$data/laws/sequence.yml" some
  values some >got
  [ "$(grep -c '^{"FILE": "cases.csv", "case": ' got)" -ge 50 ]
  [ "$(grep -c '^{"FILE": "nasty.csv", ' got)" -ge 5 ]
  [ "$(grep -c '^{"FILE": "sequence.yml", ' got)" -ge 2 ]
}

idempotent() {
  quietly "$1" -q "one/$2" >"two/$2"
}

@test "idempotent: T | T is T" {
  mkdir two
  each idempotent
  alike one two
}

@test "idempotent: ta-submit takes what it has made" {
  mkdir first second
  for file in "$examples/google-forms.csv" "$examples/requests.yaml" \
    "$examples/staff-columns.csv" "$data"/triples/submit-*.in; do
    name=${file##*/}
    quietly ta-submit -q "$file" >"first/$name" || { rm "first/$name"; continue; }
    [ -s "first/$name" ]
    quietly ta-submit -q "first/$name" >"second/$name"
  done
  # the second says where in the first's output a record was, and knows of no event: nothing is verified for it
  sed -i 's/,"ta_verified":"[^"]*"//' first/*
  values first cut -x -f ta_source,ta_line >a
  values second cut -x -f ta_source,ta_line >b
  the_same a b
}

# What the whole pipe has made, any tool of it reads and writes again as it is; but for ta-history, since the queue has
# another order, and other records stand before each.
@test "canonical: output, read and written again, is identical" {
  while read -r n file; do
    for format in csv yaml jsonl; do
      quietly ta-history -q -t $format "$file" >told || continue
      quietly ta-validate -q told >a
      [ -s a ] || continue
      quietly ta-due -q a >b
      quietly ta-prioritize -q b >c
      quietly ta-route -q c >d
      quietly ta-reply -q d >whole
      for tool in ${tools#ta-history }; do
        quietly "$tool" -q whole >"again.$tool"
      done
      diff -q --from-file=whole again.* || { echo "the $format of $file"; return 1; }
    done
  done <"$BATS_FILE_TMPDIR/list"
}

@test "canonical: CSV without a mark, and without a quote too many" {
  grep -LE '^(---|\{)' one/* >csv
  [ "$(wc -l <csv)" -ge 40 ]
  mapfile -t files <csv
  # LF, no mark at the start; quotes only around a comma, a quote or a line end
  run ! grep "$(printf '^\357\273\277')" "${files[@]}"
  mlr -S --icsv --onidx put -q '
    for (k, v in $*) { if (v =~ "[,\"\r\n]") { @n[FILENAME] += 1 } }
    for (k, v in $*) { if (FNR == 1 && k =~ "[,\"\r\n]") { @n[FILENAME] += 1 } }
    end { for (file, n in @n) { print file . " " . n } }' "${files[@]}" >cells
  # every quoted cell that the file has, against the cells that need it
  perl -0777 -ne '$n = 0; $n++ while /(?:^|,|\n)"(?:[^"]|"")*"(?=,|\n|\z)/g; print "$ARGV $n\n"' "${files[@]}" >quoted
  [ "$(wc -l <quoted)" -eq "${#files[@]}" ]
  awk 'NR == FNR { need[$1] = $2; next } $2 > need[$1] + 0 { print $1 ": " $2 " quoted, " need[$1] + 0 " need it"; n++ }
    END { exit n > 0 }' cells quoted
}

@test "conservative: without the ta_ columns the records are what they were, in order" {
  values in cut -xr -f '^ta_' >before
  values one cut -xr -f '^ta_' >after
  # but for the order of ta-prioritize
  for file in before after; do
    { grep -v '^{"FILE": "[0-9]*\.ta-prioritize"' $file; grep '^{"FILE": "[0-9]*\.ta-prioritize"' $file | sort; } >$file.set
  done
  the_same before.set after.set
}

# Whatever the order of columns and records.
@test "commuting: tools that do not read each other's columns, in either order" {
  mkdir one-way other-way
  while read -r n file; do
    due=one/$n.ta-due valid=one/$n.ta-validate
    quietly ta-validate -q "$due" >"one-way/$n.due-validate"
    quietly ta-due -q "$valid" >"other-way/$n.due-validate"
    quietly ta-due -q "one/$n.ta-route" >"one-way/$n.route-due"
    quietly ta-route -q "one-way/$n.due-validate" >"other-way/$n.route-due"
    quietly ta-prioritize -q "other-way/$n.route-due" >"one-way/$n.route-prioritize"
    quietly ta-route -q "one/$n.ta-prioritize" >"other-way/$n.route-prioritize"
  done <"$BATS_FILE_TMPDIR/list"
  values one-way sort-within-records | sort >a
  values other-way sort-within-records | sort >b
  the_same a b
}

# Formats are read and written by one part of the library, so each file goes to one tool, in turn.
as_csv() {
  local of
  read -ra of <<<"$tools"
  [ "$1" = "${of[${2%%.*} % ${#of[@]}]}" ] || return 0
  # records whose columns are not those of the first cannot be CSV, and are an error
  quietly "$1" -q -t csv "in/$2" >"a/$2" || rm "a/$2"
}

# filled FOLDER: all values that are not empty, in one order of columns.
filled() {
  values "$1" put 'map out = {};
    for (k, v in $*) { if (v != "" || k =~ "^ta_") { out[k] = v } }
    $* = out' then sort-within-records
}

@test "format: CSV to YAML to JSON Lines to CSV, and back, keeps every value" {
  mkdir a d e d-again e-again
  each as_csv
  # a header with an empty name or one twice cannot be YAML, and is an error
  awk -F, 'FNR == 1 { split("", n); for (i = 1; i <= NF; i++) if ($i == "" || n[$i]++) { print FILENAME; next } }' a/* | xargs rm
  for name in a/*; do
    name=${name#a/} tool=${name#*.}
    quietly "$tool" -q -t yaml "a/$name" >b.yaml
    quietly "$tool" -q -t jsonl b.yaml >c.jsonl
    quietly "$tool" -q -t csv c.jsonl >"d/$name"
    # and once it has the columns in the policy's order, to the byte, both ways round
    quietly "$tool" -q -t jsonl "d/$name" >"e/$name"
    quietly "$tool" -q -t yaml "e/$name" >f.yaml
    quietly "$tool" -q -t csv f.yaml >"d-again/$name"
    quietly "$tool" -q -t yaml "d/$name" >f.yaml
    quietly "$tool" -q -t jsonl f.yaml >"e-again/$name"
  done
  filled a >first
  filled d >second
  the_same first second
  alike d d-again 15
  alike e e-again 15
}

elsewhere() {
  (cd "other place" && umask 000 &&
    TZ=Pacific/Kiritimati LC_ALL=C.UTF-8 LANG=de_DE.UTF-8 HOME=/nonexistent TMPDIR=$PWD \
      quietly "$1" -q "$BATS_FILE_TMPDIR/in/$2") >"two/$2"
}

@test "time and place: any zone, locale, folder and umask give the same bytes" {
  mkdir two "other place"
  each elsewhere
  alike one two
  [ -z "$(ls -A "other place")" ]
}

by_libcsv() {
  TA_CSV=libcsv quietly "$1" -q "in/$2" >"two/$2"
}

by_jansson() {
  TA_JSON=jansson quietly "$1" -q "in/$2" >"two/$2"
}

@test "readers: the quick way through CSV and libcsv give the same bytes" {
  mkdir two
  each by_libcsv
  alike one two
}

@test "readers: the quick way through JSON Lines and jansson give the same bytes" {
  mkdir two
  each by_jansson
  alike one two
}

# parted TOOL CASE: into all/CASE and CASE.PART of parts, in the folder of its format.
parted() {
  local to=csv part
  case $(head -c 3 "one/$2") in --- | \{*) to=jsonl ;; esac
  quietly "$1" -q -t $to "in/$2" >"all/$to/$2"
  for part in 1 2 3; do
    # what has no column of ids cannot be parted, which is said
    quietly "$1" -q -t $to --shard $part/3 "in/$2" >"parts/$to/$2.$part" || true
  done
}

# unranked FOLDER: the records of every case, sorted, without their rank, which is a part's own.
unranked() {
  local format
  for format in csv jsonl; do
    mlr -S --i$format --ojsonl --allow-ragged-csv-input cut -x -f ta_rank \
      then put '$* = mapsum({"FILE": sub(sub(FILENAME, ".*/", ""), "\.[123]$", "")}, $*)' "$1/$format"/*
  done | sort
}

@test "shards: the parts together are the whole, none twice, for every tool" {
  mkdir -p {all,parts}/{csv,jsonl}
  each parted
  unranked all >whole
  unranked parts >parts.all
  [ "$(cut -d'"' -f4 parts.all | sort -u | wc -l)" -ge 60 ]
  # a case without parts is one without ids
  awk -F'"' 'NR == FNR { parted[$4]; next } $4 in parted || /"id":/' parts.all whole >wanted
  the_same wanted parts.all
}

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
ta-reply ta_reply ta_to ta_subject ta_letter
EOT
}
