#!/usr/bin/env bats
# What a tool does where the system gives it little: descriptors, memory, room in files, folders that it may not
# write, writers that die. It does what it always does, or says in one line that it did not.
#
# shellcheck disable=SC2046,SC2015,SC2086,SC2030,SC2031
# An operand may be none at all; A && B || C is meant as written; each test has its own rc.

load helper

streams='ta-submit ta-history ta-validate ta-due ta-prioritize ta-route ta-reply ta-report'
tools="$streams ta-log ta-map ta-policy"

setup_file() {
  quick
  cd "$BATS_FILE_TMPDIR" || return 1
  pipe "$examples/requests.yaml" | ta-route -q -t csv >full.csv
  for tool in $tools; do
    "$tool" -q $(operand "$tool") >"$tool.out"
  done
}

operand() { # TOOL: what it reads.
  [ "$1" = ta-policy ] || echo "$BATS_FILE_TMPDIR/full.csv"
}

# honest TOOL: the last run, whose status is rc, has written what it always does to out; or it was not done, and
# said so in one line.
honest() {
  if [ "$rc" -eq 0 ]; then
    same "$BATS_FILE_TMPDIR/$1.out" out
  else
    [ "$rc" -eq 2 ] && [ "$(wc -l <err)" -eq 1 ] && grep -q "^$1: " err || { echo "status $rc"; cat err; return 1; }
  fi
}

# left NAMES: nothing else is in the folder.
left() {
  [ "$(find . -mindepth 1 -printf '%P\n' | sort | paste -sd' ')" = "$1" ] || { find .; return 1; }
}

@test "descriptors 0 to 2, closed in all eight combinations: the same bytes, or status 2 where stdout is wanted" {
  for tool in $tools; do
    for closed in '' '<&-' '>&-' '2>&-' '<&- >&-' '<&- 2>&-' '>&- 2>&-' '<&- >&- 2>&-'; do
      rm -f file
      rc=0
      eval "$tool -q -o file $(operand "$tool") $closed" || rc=$?
      [ "$rc" -eq 0 ] && same "$BATS_FILE_TMPDIR/$tool.out" file || { echo "$tool $closed: $rc"; return 1; }
      rc=0
      : >out
      (exec >out; eval "$tool -q $(operand "$tool") $closed") || rc=$?
      case $closed in
      *'>&-'*2'>&-'* | '>&-' | '<&- >&-') [ "$rc" -eq 2 ] && [ ! -s out ] ;;
      *) [ "$rc" -eq 0 ] && same "$BATS_FILE_TMPDIR/$tool.out" out ;;
      esac || { echo "$tool $closed to stdout: $rc"; return 1; }
    done
  done
}

# limited LIMIT TOOL ARGUMENTS...: runs it so; leaves err and rc.
limited() {
  try prlimit "$@" 2>err 3>&-
}

@test "few descriptors: from 3 on, the same bytes or status 2" {
  for tool in $tools; do
    # with three not even the libraries can be opened, which the loader says
    limited --nofile=3 "$tool" -q -o out $(operand "$tool")
    [ "$rc" -ne 0 ] && [ ! -e out ] && [ -s err ] || { echo "$tool with 3: $rc"; return 1; }
    for n in 4 5 6 7 8; do
      limited --nofile=$n "$tool" -q -o out $(operand "$tool")
      honest "$tool" || { echo "$tool with $n"; return 1; }
      rm -f err
      [ "$rc" -eq 0 ] || left ''
      rm -f out
    done
    [ "$rc" -eq 0 ]
  done
}

@test "few descriptors: --split writes all queues or none" {
  mkdir by
  ta-route -q --split by "$BATS_FILE_TMPDIR/full.csv"
  cat by/*.csv >wanted
  for n in 6 12 17 18 19 20 21 22 23; do
    rm by/*
    limited --nofile=$n ta-route -q --split by "$BATS_FILE_TMPDIR/full.csv"
    if [ "$rc" -eq 0 ]; then
      same wanted <(cat by/*.csv)
    else
      [ "$rc" -eq 2 ] && [ "$(wc -l <err)" -eq 1 ] && [ -z "$(ls -A by)" ] || { echo "$n: $rc"; ls -A by; cat err; return 1; }
      touch by/none
    fi
  done
  [ "$rc" -eq 0 ]
}

# Addresses are no memory to a sanitizer, which takes more than there are; and its time is its own.
sanitized() {
  nm -D "$(command -v ta-due)" | grep -q __asan
}

@test "64 MiB of memory: the same bytes; with less, the same or status 2" {
  ! sanitized || return 0
  # a field that is as long as one may be, so that memory can run out late
  { echo id,received,email,role,assistance,facts
    for i in 0 1 2 3; do printf '%s' "$i,2026-11-02,a@example.org,attorney,case-consultation,\""; of 65000 'long text here, '; echo '"'; done; } >long.csv
  ta-validate -q -o wanted long.csv
  for kilobytes in 65536 $(seq 8000 -250 4000); do
    limited --as=$((kilobytes << 10)) ta-validate -q -o out long.csv
    [ "$kilobytes" -ne 65536 ] || [ "$rc" -eq 0 ]
    if [ "$rc" -eq 0 ]; then
      same wanted out
    elif [ "$rc" -eq 2 ]; then
      [ "$(cat err)" = "ta-validate: out of memory" ] || { cat err; return 1; }
      died=1
    fi
    rm err
    [ "$rc" -eq 0 ] || left 'long.csv wanted'
    rm -f out
  done
  [ "$died" = 1 ]
  for tool in $tools; do
    limited --as=$((64 << 20)) "$tool" -q -o out $(operand "$tool")
    same "$BATS_FILE_TMPDIR/$tool.out" out
  done
}

@test "files that may not grow: status 2, one line, the old file" {
  uncounted
  # a signal says so at first, which a shell or cron may have turned off
  for tool in $tools; do
    echo old >queue
    rc=0
    (trap '' XFSZ && ulimit -f 0 && exec "$tool" -q -o queue $(operand "$tool")) 2>&1 | cat >err || rc=$?
    [ "$(wc -l <err)" -eq 1 ] && grep -q -E "^$tool: (queue: cannot write|temporary file: cannot write \\(TMPDIR names the folder\\)): File too large" err || { cat err; return 1; }
    [ "$(cat queue)" = old ]
    rm err
    left queue
    (ulimit -f 0 && exec "$tool" -q -o queue $(operand "$tool")) 2>&1 | cat >err || true
    [ "$(cat queue)" = old ]
    rm err
    left queue
  done
}

# mortal COMMAND...: without the rights by which root writes anywhere.
mortal() {
  if [ "$(id -u)" = 0 ]; then setpriv --bounding-set=-all --inh-caps=-all "$@"; else "$@"; fi
}

@test "a folder that may only be read, or is gone: status 2, one line, and nothing made" {
  mkdir closed
  echo old >closed/queue
  chmod 555 closed
  copy=$BATS_FILE_TMPDIR/full.csv
  for tool in $tools; do
    operand=$copy
    [ "$tool" != ta-policy ] || operand=
    for path in closed/queue closed/new; do
      go mortal "$tool" -q -o $path $operand
      [ "$rc" -eq 2 ] && [ "$(wc -l <err)" -eq 1 ] && grep -q "^$tool: $path: " err || { cat err; return 1; }
    done
    rc=0
    (mkdir gone && cd gone && rmdir ../gone && exec "$tool" -q -o queue $operand) >out 2>err || rc=$?
    [ "$rc" -eq 2 ] && [ "$(wc -l <err)" -eq 1 ] && grep -q "^$tool: queue: " err || { cat err; return 1; }
  done
  go mortal ta-submit -q -a closed/ledger "$copy"
  [ "$rc" -eq 2 ]
  grep -q '^ta-submit: closed/ledger: ' err
  go mortal ta-route -q --split closed "$copy"
  [ "$rc" -eq 2 ]
  grep -q '^ta-route: closed/' err
  [ "$(ls -A closed)" = queue ]
  [ "$(cat closed/queue)" = old ]
}

@test "a FIFO whose writer dies: status 2 at the row that is cut off, and no file" {
  mkfifo fifo
  for tool in $streams; do
    size=$(($(wc -c <"$BATS_FILE_TMPDIR/full.csv") - 40))
    (exec >fifo && head -c $size "$BATS_FILE_TMPDIR/full.csv" && kill -9 $BASHPID) 2>/dev/null &
    writer=$!
    rc=0
    timeout 10 "$tool" -q -o queue fifo 2>err || rc=$?
    wait "$writer" || true
    case $tool in
    # a row that is not a record is a reject at intake
    ta-submit) [ "$rc" -eq 1 ] ;;
    *) [ "$rc" -eq 2 ] && [ ! -e queue ] ;;
    esac || { echo "$tool: $rc"; cat err; return 1; }
    [ "$(wc -l <err)" -eq 1 ]
    rm -f queue
    # nobody has written anything
    (: >fifo) &
    try timeout 10 "$tool" -q -o queue fifo 2>err
    wait $! || true
    [ "$rc" -eq 2 ]
    [ "$(wc -l <err)" -eq 1 ]
    [ ! -e queue ]
  done
}

@test "standard input named twice: status 2, one line, and no file" {
  for tool in $streams; do
    try "$tool" -q -o queue - - <"$BATS_FILE_TMPDIR/full.csv" 2>err
    [ "$rc" -eq 2 ]
    [ ! -e queue ]
    [ "$(cat err)" = "$tool: standard input: there is nothing in it, not even a header" ]
  done
}

# What --spreadsheet-safe has to quiet

@test "--spreadsheet-safe: every start of a formula, in values and in headings" {
  printf 'id,received,note,=evil\n1,2026-11-02,plain,x\n' >in.csv
  for start in '=1+1' '+1' '-1' '@SUM(1)' $'\tx' $'\r\n=1' $'\n=1'; do
    printf '2,2026-11-02,"%s",x\n' "$start" >>in.csv
  done
  ta-due -q --spreadsheet-safe in.csv >out
  [ "$(column note out | head -1)" = plain ]
  [ "$(grep -cE "^2,2026-11-02,\"?'" out)" -eq 7 ] || { cat out; return 1; }
  head -1 out | grep -q "'=evil"
  ta-due -q in.csv >out
  run ! grep "'" out
}

@test "--spreadsheet-safe: a number below zero of the tools' own is a number, a requester's is not" {
  printf '%s\n' id,received,email,role,assistance,facts,note 1,2026-09-02,a@example.org,attorney,general-information,-26,-26 >in.csv
  for tool in 'ta-due in.csv' 'ta-validate late.csv' 'ta-prioritize late.csv' 'ta-route routed.csv'; do
    pipe in.csv >routed.csv
    ta-validate -q in.csv | ta-due -q >late.csv
    $tool -q --bom --crlf --spreadsheet-safe >out
    [ "$(mlr --icsv --ojson cut -o -f facts,note,ta_days_left out | tr -d ' \n')" = \
      "[{\"facts\":\"'-26\",\"note\":\"'-26\",\"ta_days_left\":-41}]" ] || { echo "$tool"; cat out; return 1; }
  done
  # a text that only begins as one is none
  printf '%s\n' id,ta_source,ta_line 1,-26+1,- 2,-,-2x 3,--2,+2 >in.csv
  ta-validate -q --spreadsheet-safe in.csv | cut -d, -f2,3 >out
  same - out <<<$'ta_source,ta_line\n\'-26+1,\'-\n\'-,\'-2x\n\'--2,\'+2'
}

@test "--split: a policy with a queue that is not a slug is refused, and nothing is outside the folder" {
  mkdir by
  for name in ../evil /tmp/evil a/b .. 'A b' 'a;b' '' .hidden; do
    ta-policy | sed "s|queue: hotline|queue: \"$name\"|" >policy.yaml
    run ! cmp -s policy.yaml <(ta-policy)
    go ta-route -q -p policy.yaml --split by "$BATS_FILE_TMPDIR/full.csv"
    [ "$rc" -eq 2 ] && [ "$(wc -l <err)" -eq 1 ] && [ -z "$(ls -A by)" ] || { echo "'$name'"; cat err; return 1; }
    rm -f out err policy.yaml
    left by
  done
}

@test "--split: links in the folder are followed where they are files, and links to folders stay out" {
  mkdir by other
  ln -s ../other/away.csv by/hotline.csv
  go ta-route -q --split by "$BATS_FILE_TMPDIR/full.csv"
  [ "$rc" -eq 2 ]
  [ -z "$(ls -A other)" ]
}

# Bounds, each reached, and then passed

# said TEXT: the last run was refused with it.
said() {
  [ "$rc" -eq 2 ] && [ ! -s out ] && [ "$(wc -l <err)" -eq 1 ] && grep -qF "$1" err || { echo "$rc"; cat err; return 1; }
}

reads() { # TOOL: leaves out, err and rc.
  go "$1" -q in
}

of() { # N TEXT: so many of it.
  perl -e 'print $ARGV[1] x $ARGV[0]' "$@"
}

form=id,received,email,role,assistance
row=1,2026-11-02,a@example.org,attorney,general-information

@test "bounds: a field of 1 MiB, in every format" {
  for tool in ta-validate ta-submit; do
    for more in 0 1; do
      n=$((1048576 + more))
      { echo "$form,facts"; printf '%s,' $row; of $n a; echo; } >csv
      { printf -- '---\nid: 1\nfacts: '; of $n a; echo; } >yaml
      { printf '{"id":"1","facts":"'; of $n a; echo '"}'; } >jsonl
      sed -i 's/,,/,/' csv
      for format in csv yaml jsonl; do
        mv $format in
        reads $tool
        if [ $more -eq 0 ]; then
          [ "$rc" -eq 0 ]
          [ "$(wc -c <out)" -gt "$n" ]
        elif [ $tool = ta-submit ]; then
          # at intake it is a reject
          [ "$rc" -eq 1 ]
          grep -q 'longer than 1 MiB' err
        else
          said 'a field is longer than 1 MiB, or the record than 4 MiB'
        fi || { echo "$tool $format $more: $rc"; return 1; }
      done
    done
  done
}

@test "bounds: a record of 4 MiB, 1,024 columns" {
  for tool in ta-validate ta-submit; do
    { echo "$form,f,g,h,i,j"; printf %s "$row"; for _ in 1 2 3 4; do printf ,; of 1048000 a; done; printf ,; of 5000 a; echo; } >in
    reads $tool
    if [ $tool = ta-validate ]; then
      said 'in:2: row 2: a field is longer than 1 MiB, or the record than 4 MiB'
    else
      [ "$rc" -eq 1 ]
      grep -qF 'in:2: row 2: the row holds more than 4 MiB [too-long]' err
    fi
    { printf %s "$form"; printf ',c%d' {6..1025}; echo; } >in
    reads $tool
    said "in:1: $([ $tool = ta-validate ] && echo 'row 1: there are more than 1024 columns' || echo 'the header holds more than 1024 cells')"
  done
  { printf %s "$form"; printf ',c%d' {6..1024}; echo; printf %s "$row"; of 1019 ,; echo; } >in
  reads ta-validate
  [ "$rc" -eq 0 ]
  { echo ---; printf 'c%d: x\n' {1..1025}; } >in
  reads ta-validate
  said 'there are more than 1024 columns'
}

# among FORMAT: standard input is the second of three requests, of which the first and the third are plain.
among() {
  local n
  [ "$1" != csv ] || echo "$form,facts"
  for n in 1 2 3; do
    if [ $n -eq 2 ]; then
      cat
      continue
    fi
    case $1 in
    csv) echo "$n${row#1},hi" ;;
    yaml) printf -- '---\nid: %s\nrole: attorney\n' $n ;;
    jsonl) printf '{"id":"%s","role":"attorney"}\n' $n ;;
    esac
  done
}

# alone WORDS FORMAT: the second of three, on standard input, is a reject with these words, and the others are taken. The
# rejects can be read, in every format, and fed back untouched it is a reject again; the tools behind intake stop.
alone() {
  local to taken lines
  among "$2" >in
  for to in csv yaml jsonl; do
    go ta-submit -f "$2" -t jsonl -r "rejects.$to" in
    mapfile -t taken <out
    mapfile -t lines <err
    [ "$rc" -eq 1 ] && [ "${#taken[@]}" -eq 2 ] && [[ ${taken[0]} =~ ^\{(.*,)?\"id\":\"1\"[,}] && ${taken[1]} =~ ^\{(.*,)?\"id\":\"3\"[,}] ]] &&
      grep -qE "^ta-submit: in:[0-9:]* row [0-9]*: .*$1" err &&
      [ "${lines[-1]%%;*}" = 'ta-submit: 3 read, 2 taken, 1 rejected' ] || { echo "$2 $to: $1: $rc"; head -c 500 err; return 1; }
    go ta-submit -r "again.$to" "rejects.$to"
    mapfile -t lines <err
    [ "$rc" -eq 1 ] && [ "${lines[-1]}" = 'ta-submit: 1 read, 0 taken, 1 rejected' ] || { echo "$2 $to: $1: again: $rc"; head -c 500 err; return 1; }
    go ta-submit -q -r last "again.$to"
    [ "$rc" -eq 1 ] && [ "$(wc -c <"rejects.$to")" -lt 4194304 ] || { echo "$2 $to: $1: third: $rc"; return 1; }
  done
  go ta-validate -q -f "$2" in
  [ "$rc" -eq 2 ]
}

@test "bounds: what one row can reach is one reject, and the rest goes on, in every format" {
  local n
  n=$((1048576 + 200000))
  # a long answer, in quotes and not, of many lines, and of quotes and letters
  { printf '2%s,"' "${row#1}"; of 80000 $'a line, and "" a quote\n'; echo '"'; } | alone 'down to line 80003, holds a field longer than 1 MiB' csv
  { printf '2%s,' "${row#1}"; of $n é; echo; } | alone 'the row holds a field longer than 1 MiB' csv
  { printf '2%s,"' "${row#1}"; of $n '""'; echo '"'; } | alone 'the row holds a field longer than 1 MiB' csv
  { printf '2%s,' "${row#1}"; of 30000000 a; echo; } | alone 'the row holds a field longer than 1 MiB' csv
  { printf 'id: 2\nfacts: '; of $n a; echo; } | sed '1i ---' | alone 'a field is longer than 1 MiB' yaml
  { printf -- '---\nid: 2\nfacts: |\n'; of 80000 $'  a line: of many\n'; } | alone 'a field is longer than 1 MiB' yaml
  { printf '{"id":"2","facts":"'; of $n a; echo '"}'; } | alone 'a field is longer than 1 MiB' jsonl
  # a long record
  { printf '2%s' "${row#1}"; for n in 1 2 3 4 5; do printf ,; of 1000000 a; done; echo; } | alone 'the row holds more than 4 MiB' csv
  { printf -- '---\nid: 2\n'; for n in 1 2 3 4 5; do printf 'f%s: ' $n; of 1000000 a; echo; done; } | alone 'the record than 4 MiB' yaml
  { printf '{"id":"2"'; for n in 1 2 3 4 5; do printf ',"f%s":"' $n; of 1000000 a; printf '"'; done; echo '}'; } | alone 'the record than 4 MiB' jsonl
  # many cells
  { printf '2%s' "${row#1}"; of 1100 ,x; echo; } | alone 'the row holds more than 1024 cells' csv
  { printf -- '---\nid: 2\n'; printf 'c%s: x\n' {1..1100}; } | alone 'there are more than 1024 columns' yaml
  { printf '{"id":"2"'; printf ',"c%s":"x"' {1..1100}; echo '}'; } | alone 'there are more than 1024 columns' jsonl
}

# shellcheck disable=SC2059 # bytes are formats
@test "bounds: what one row can hold that no record may is one reject, too" {
  local bytes yaml
  for bytes in '\0' '\x01' '\xff' 'x\rx'; do
    printf "2${row#1},one${bytes}two\n" | alone 'the row holds ' csv
    printf -- "---\nid: 2\nfacts: one${bytes}two\n" | alone 'the record holds ' yaml
    printf -- "---\nid: 2\nfacts: |\n  some\n  one${bytes}two\n  more\n" | alone 'the record holds ' yaml
    printf "{\"id\":\"2\",\"facts\":\"one${bytes}two\"}\n" | alone 'the line ' jsonl
  done
  while read -r words yaml; do
    printf -- "---\n$yaml\n" | alone "${words//_/ }" yaml || { echo "$yaml"; return 1; }
  done <<'END'
this_key_occurs_twice id: 2\nrole: attorney\nid: 4
this_key_occurs_twice supervisor_email: x\nsupervisor: {email: y}
an_alias facts: *a\nid: 2
an_anchor facts: &a x\nid: 2
a_tag id: !!int 2
a_tag !x {id: 2}
a_record_may_nest id: {a: {b: c}}
an_item_of_a_list topics: [[a], b]
a_key_has_to_be_text ? [a, b]\n: c
an_item_of_a_list facts: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
expected_a_record [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
expected_a_record just text
control_character facts: "one\\etwo"
END
}

@test "bounds: rejects of a file as wide as one may be can be read" {
  { printf %s "$form"; printf ',c%d' {6..1021}; echo; printf '%s\n%s' "$row" "$row"; of 1017 ,x; echo; } >in
  go ta-submit -q -r rejects.csv in
  [ "$rc" -eq 1 ]
  [ "$(wc -l <rejects.csv)" -eq 3 ]
  go ta-submit -q rejects.csv
  [ "$rc" -le 1 ] || { cat err; return 1; }
}

@test "bounds: where the next row cannot be found, nothing is taken" {
  { echo "$form,facts"; echo "$row,hi"; printf '2%s,"' "${row#1}"; of 40 $'long\n'; } >in
  go ta-submit -q -r rejects.csv in
  said 'in:3: row 3: the quote that begins here is never closed'
  { among csv </dev/null; printf '4%s,"' "${row#1}"; of 4000000 $'longer\n'; echo '"'; } >in
  go ta-submit -q -r rejects.csv in
  said 'in:4: row 4: the quoted cell that begins here goes on for more than 20 MiB: the quote may never be closed'
  { among yaml </dev/null; printf -- '---\nid: "4\n'; } >in
  go ta-submit -q -r rejects.csv -f yaml in
  said 'this is not YAML'
  { among yaml </dev/null; printf -- '---\nid: 4\nfacts: |\n'; of 4000000 $'  longer\n'; } >in
  go ta-submit -q -r rejects.csv -f yaml in
  said 'in:8: what begins here is longer than 20 MiB: what is behind it cannot be read'
  { among yaml </dev/null; printf -- '---\nid: 4\nfacts: '; of 1000 '['; } >in
  go ta-submit -q -r rejects.csv -f yaml in
  said 'this is nested deeper than 32 levels'
  [ ! -e rejects.csv ]
}

# taken TO ARGUMENTS...: submits `in` so, to a ledger or in a format, where the second of three records is rejected as too
# long; the others can be read.
taken() {
  local to=$1 where=(-o taken -t "$1")
  [ "$to" != ledger ] || where=(-a taken)
  shift
  go ta-submit "${where[@]}" -r rejects.csv "$@" in
  [ "$rc" -eq 1 ] && [ "$(grep -c 'too-long' err)" -eq 1 ] && [ "$(wc -c <err)" -lt 500 ] || { echo "$to: $rc"; head -c 999 err; return 1; }
  ta-validate -q -f "${to/ledger/jsonl}" -t jsonl taken | ids >found
  [ "$(paste -sd' ' found)" = '1 3' ] || { echo "$to:"; cat found; return 1; }
}

# grows WORDS ARGUMENTS...: that is so wherever the records go, and each time they come; the words say what is too long.
# The reject is one again.
grows() {
  local to words=$1
  shift
  for to in csv yaml jsonl ledger; do
    rm -f taken
    taken $to "$@" && grep -q "row 3: id [^ ]*: $words" err || return 1
  done
  taken ledger "$@" || return 1
  [ "$(tail -n 1 err)" = 'ta-submit: 3 read, 0 taken, 2 already there, 1 rejected' ] || return 1
  try ta-submit -a taken "$@" rejects.csv 2>err
  [ "$rc" -eq 1 ] && grep -q "rejects.csv:2: row 2: id [^ ]*: $words" err || { echo "$rc"; head -c 999 err; return 1; }
}

@test "bounds: what intake unites, spells out and fills in counts, in every format and in the ledger" {
  printf '%s\n' 'version: 1' 'columns: {F1: facts, F2: facts}' >map
  { echo "$form,F1,F2"; echo "$row,x,y"; echo "2${row#1},$(of 614400 x),$(of 614400 y)"; echo "3${row#1},x,z"; } >in
  grows "the field 'facts' would be longer than the limit of 1 MiB" -m map
  # each write-in becomes "other: …"
  { echo "$form,topics"; echo "$row,ethics"; echo "2${row#1},$(seq -s';' 100000 190000)"; echo "3${row#1},civil"; } >in
  rm -f taken
  taken ledger
  grep -qF "the field 'topics' would be longer than the limit of 1 MiB" err
  # a line of nearly 4 MiB, to which where it came from is added; so much of j is the most
  for last in 33202 33203 34230; do
    { echo "$form,f,g,h,i,j"; echo "$row,,,,,"; printf '2%s' "${row#1}"; for n in 1040000 1040000 1040000 1040000 $last; do printf ,; of $n a; done
      echo; echo "3${row#1},,,,,"; } >in
    rm -f taken
    if [ $last -eq 33202 ]; then
      ta-submit -q -a taken in
      [ "$(ta-submit -q -t csv taken | ta-validate -q -t jsonl | ids | paste -sd' ')" = '1 2 3' ]
    else
      taken ledger
    fi
  done
  [ "$(sed -n 3p in | wc -c)" -gt 4194290 ]
  grows 'the record would be longer than the limit of 4 MiB; shorten it (its longest field is '"'f'"
  # the same as a document, with quotes that CSV doubles
  for n in 1 2 3; do
    printf -- '---\nid: %s\nrole: attorney\n' $n
    for key in f g h; do [ $n -ne 2 ] || { printf "%s: '" $key; of 700000 '"'; echo "'"; }; done
  done >in
  rm -f taken
  taken yaml
}

@test "bounds: what staff's tables fill in counts, and a record that is too long is not one that is there" {
  { echo 'id,assignee'; echo "2,$(of 1048500 h)"; } >staff
  # of a long heading as much as ends with a letter
  { echo "$form,x$(of 150 é),g,h"; echo "$row,,,"
    for _ in 1 2; do printf '2%s' "${row#1}"; for n in 1048576 1048500 1048500; do printf ,; of $n a; done; echo; done; } >in
  ta-submit -q -o out in
  try ta-submit -o out --join staff -r rejects.jsonl in 2>err
  [ "$rc" -eq 1 ] && [ "$(tail -n 1 err)" = 'ta-submit: 3 read, 1 taken, 2 rejected' ] || { cat err; return 1; }
  [ "$(grep -c "(its longest field is 'x$(of 99 é)') \[too-long\]\$" err)" -eq 2 ]
}

@test "bounds: an apostrophe, a byte that YAML escapes, and names of columns" {
  { echo "$form,facts"; echo "$row,=$(of 1048575 a)"; } >in
  ta-submit -q -o out in
  try ta-submit -q --spreadsheet-safe -o out in 2>err
  [ "$rc" -eq 1 ]
  grep -qF "the field 'facts' would be longer than the limit of 1 MiB" err
  { echo "$form,facts"; echo "$row,$(of 1048576 $'\x7f')"; } >in
  ta-submit -q -t yaml in >out
  [ "$(wc -c <out)" -gt 4194304 ]
  ta-validate -q -t csv out >again
  [ "$(wc -c <again)" -gt 1048576 ]
  { printf %s "$form"; for n in 1 2 3 4; do printf ,%s $n; of 1048510 n; done; echo; echo "$row,,,,"; } >in
  go ta-submit -q in
  said 'the name of a column would be longer than the limit of 1 MiB, or all names longer than 4 MiB'
}

@test "bounds: a policy of 1 MiB, and YAML 32 levels deep" {
  { ta-policy; echo "#$(of $((1048574 - $(ta-policy | wc -c))) x)"; } >policy.yaml
  [ "$(wc -c <policy.yaml)" -eq 1048576 ]
  ta-policy --check policy.yaml
  echo >>policy.yaml
  go ta-policy --check policy.yaml
  said 'policy.yaml: the policy is longer than 1 MiB'
  for levels in 31 32; do
    echo "a: $(of $levels '[')$(of $levels ']')" >policy.yaml
    go ta-policy --check policy.yaml
    if [ $levels -eq 31 ]; then said "unknown key 'a'"; else said 'policy.yaml:1:35: this is nested deeper than 32 levels'; fi
  done
}

# chain N: the policy with N facts, each of the one before, above its own.
chain() {
  ta-policy | awk -v n="$1" '{ print } /^facts:/ { print "  - {id: f1, when: {topics: benefits}}"
    for (i = 2; i <= n; i++) printf "  - {id: f%d, when: {is: [f1, f%d]}}\n", i, i - 1 }'
}

@test "bounds: facts that ask one another 64 deep, and 200,000 closed days" {
  printf 'id,topics\n1,benefits\n' >in
  chain 65 >policy.yaml
  ta-validate -q -p policy.yaml in >/dev/null
  ta-policy -q --check policy.yaml
  chain 66 >policy.yaml
  go ta-policy --check policy.yaml
  line=$(grep -n 'id: f66,' policy.yaml | cut -d: -f1)
  said "policy.yaml:$line:$(sed -n "${line}s/f65.*//p" policy.yaml | wc -c): facts that ask one another can go at most 64 deep"
  # a rule asks no deeper than a fact does; and a chain as long as a policy may be is refused as soon as it is too deep
  chain 65 | sed 's/{id: has-facts, when: {/&is: f65, /' >policy.yaml
  go ta-policy --check policy.yaml
  said 'facts that ask one another can go at most 64 deep'
  chain 20000 >policy.yaml
  go ta-policy --check policy.yaml
  said 'facts that ask one another can go at most 64 deep'
  for n in 4 5; do
    ta-policy | sed "s|closures: .*|closures: [$(of $n '1970-01-01/2100-12-31, ')]|" >policy.yaml
    go ta-policy --check policy.yaml
    if [ $n -eq 4 ]; then [ "$rc" -eq 0 ]; else said 'there are more than 200,000 closed days'; fi
  done
}

@test "bounds: an open quote in 1 GiB is refused within the record's bound, in less than 8 MiB" {
  header="$form,facts"
  for tool in ta-validate ta-submit; do
    for text in 'aaaa\n' 'aaaa'; do
      rc=0
      # what writes it dies of SIGPIPE after a few MiB
      perl -e 'print "$ARGV[0]\n1,2026-11-02,,,,\""; my $text = eval "qq{$ARGV[1]}"; my $block = $text x 16384;
        print $block for 1 .. (1 << 30) / length $block; print STDERR "all of it was read\n"' "$header" "$text" 2>fed |
        command time -f %M -o kilobytes "$tool" -q >out 2>err || rc=$?
      [ "$rc" -eq 2 ] && [ ! -s out ] && [ ! -s fed ] && [ "$(wc -l <err)" -eq 1 ] || { echo "$rc"; cat err fed; return 1; }
      sanitized || [ "$(tail -n 1 kilobytes)" -lt 8192 ] || { cat kilobytes; return 1; }
    done
  done
}

@test "bounds: time is in proportion to what is read" {
  ! sanitized || return 0
  run "$root/test/proof/faults/linear.sh" "$TA_BUILD" 1 rows documents objects
  echo "$output"
  [ "$status" -eq 0 ]
  [ "${lines[-1]}" = "# 6 kinds of files and tools, 0 of them not in proportion" ]
}

# Shares of `make faults`

@test "calls that fail: 150 of them, in all tools, and nothing is lied about" {
  run "$root/test/proof/faults/inject.sh" "$TA_BUILD" "$BATS_TEST_TMPDIR" -n 150 -s "${FAULTS_SEED:-7}"
  echo "$output"
  [ "$status" -eq 0 ]
  [[ ${lines[-1]} =~ ^"# "([0-9]+)" injections, 0 lied about"$ ]]
  [ "${BASH_REMATCH[1]}" -ge 150 ]
}
