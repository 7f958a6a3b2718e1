#!/usr/bin/env bats
# Both ends of every tool: what it does where it cannot read or write, where
# there is nothing to read, and what becomes of the files that it writes.
#
# shellcheck disable=SC2030,SC2031,SC2094,SC2046,SC2015,SC2012
# An operand may be none at all; A && B || C is meant as written; the names of
# files here are our own.

load helper

streams='ta-submit ta-history ta-validate ta-due ta-prioritize ta-route ta-reply ta-report'
tools="$streams ta-log ta-map ta-policy"
queues='hotline eligibility-review written-question case-consultation
  general-information awaiting-requester emp-review scope-review
  document-review declaration-workshop out-of-scope client-referral
  ethics-review materials declined desk-review'

intake=id,received,email,role,assistance,facts
pair='1,2026-11-02,a@example.org,attorney,case-consultation,why
2,2026-11-03,b@example.org,attorney,general-information,"how
so"'

setup_file() {
  quick
  local folder=$BATS_FILE_TMPDIR
  printf '%s\n' "$intake" "$pair" >"$folder/pair.csv"
  # A file that every tool can read, with the columns of those before it, and a
  # long one, of more than a pipe holds.
  pipe "$folder/pair.csv" >"$folder/full.csv"
  pipe "$examples/google-forms.csv" >"$folder/routed.csv" 2>/dev/null
  awk -v header="$(head -1 "$folder/full.csv")" 'BEGIN {
    print header
    n = split(header, names, ",")
    value["ta_target"] = value["ta_due"] = "2026-11-24"
    value["ta_outcome"] = "accept"
    value["ta_route_rule"] = "case-consultation"
    for (i = 1; i <= 20000; i++) {
      printf "%d,2026-11-02,a%d@example.org,attorney,case-consultation,why so", i, i
      for (j = 7; j <= n; j++)
        printf ",%s", value[names[j]]
      print ""
    }
  }' >"$folder/long.csv"
  head -1 "$folder/full.csv" >"$folder/head.csv"
  # Broken at the very end: for the strict tools and for intake.
  { cat "$folder/full.csv"; echo 3,2026-11-04; } >"$folder/ragged.csv"
  { cat "$folder/full.csv"; echo '3,2026-11-04,"never closed'; } >"$folder/unclosed.csv"
}

# operand TOOL FILE: what to call it with so that it reads and writes records.
operand() {
  [ "$1" = ta-policy ] || echo "$BATS_FILE_TMPDIR/$2"
}

# each TOOLS PROPERTY: over all of them, naming those that fail.
each() {
  local tool failed=0
  for tool in $1; do
    rm -rf ./* .[!.]*
    "$2" "$tool" || { echo "^ $tool: $2 does not hold"; failed=1; }
  done
  return "$failed"
}

# Standard output

full_disk() {
  try "$1" $(operand "$1" full.csv) >/dev/full 2>err
  : >out
  refused "$1" && grep -q 'No space left on device' err
}
@test "stdout on a full disk: status 2, one line" { each "$tools" full_disk; }

full_disk_late() {
  try "$1" "$BATS_FILE_TMPDIR/long.csv" >/dev/full 2>err
  : >out
  refused "$1"
}
@test "stdout on a full disk, more than a buffer of output" {
  each "$streams" full_disk_late
}

closed_output() {
  try "$1" $(operand "$1" full.csv) >&- 2>err
  : >out
  refused "$1"
}
@test "stdout closed: status 2, one line" { each "$tools" closed_output; }

closed_output_header() {
  try "$1" "$BATS_FILE_TMPDIR/head.csv" >&- 2>err
  : >out
  refused "$1"
}
@test "stdout closed, a header alone: status 2 all the same" {
  each "$streams" closed_output_header
}

help_unwritten() {
  for option in --help --version; do
    try "$1" $option >/dev/full 2>err
    : >out
    refused "$1" || return 1
    try "$1" $option >&- 2>err
    refused "$1" || return 1
  done
}
@test "help and version that cannot be written: status 2" { each "$tools" help_unwritten; }

cut_short() {
  local state options=-q
  # rows that are more than a pipe holds
  [ "$1" != ta-report ] || options='-q --by id --by email --by facts --by role --by assistance --by received --measure open'
  # shellcheck disable=SC2086 # options
  env --default-signal=PIPE "$1" $options "$BATS_FILE_TMPDIR/long.csv" 2>err |
    head -1 >out
  state=${PIPESTATUS[0]}
  [ "$state" -eq 141 ] || { echo "status $state"; return 1; }
  [ ! -s err ] || { cat err; return 1; }
  [ -s out ]
}
@test "a reader that has enough: ended by SIGPIPE, without a word" {
  each "$streams" cut_short
}

# Standard error and standard input

closed_error() {
  go "$1" $(operand "$1" full.csv)
  try "$1" $(operand "$1" full.csv) >silent 2>&-
  [ "$rc" -eq 0 ] && same out silent || return 1
  "$1" $(operand "$1" full.csv) -o file >&- 2>&- <&- || return 1
  same out file
}
@test "stderr closed: what would be said goes into no file" { each "$tools" closed_error; }

closed_error_with_messages() {
  printf '%s\n' "$intake,ta_findings,ta_target,ta_due,ta_outcome,ta_route_rule,ta_cc,ta_refer,ta_call" \
    '1,soon,,paralegal,case-consultation,,survivor,,,,,,,' >in.csv
  go "$1" in.csv
  state=$rc
  try "$1" in.csv >silent 2>&-
  [ -s out ]
  [ "$rc" -eq "$state" ]
  same out silent
}
@test "stderr closed where there is much to say: the same bytes and status" {
  each "$streams" closed_error_with_messages
}

closed_input() {
  go "$1" $(operand "$1" full.csv)
  same_out=$(cksum <out)
  try "$1" $(operand "$1" full.csv) >out 2>err <&-
  [ -s out ] && [ "$rc" -eq 0 ] && [ "$(cksum <out)" = "$same_out" ]
}
@test "stdin closed, a file named: no matter" { each "$tools" closed_input; }

nothing_to_read() {
  try "$1" >out 2>err <&-
  refused "$1"
}
@test "stdin closed and wanted: status 2, one line" { each "$streams" nothing_to_read; }

directory_input() {
  try "$1" >out 2>err </
  refused "$1" && grep -q 'Is a directory' err || return 1
  go "$1" /
  refused "$1" && grep -q '^[a-z-]*: /: ' err
}
@test "a directory as input: status 2, one line" { each "$streams" directory_input; }

missing_input() {
  go "$1" no-such-file.csv
  refused "$1" && grep -q 'no-such-file.csv.*No such file' err
}
@test "a file that is not there: status 2, one line that names it" {
  each "$streams" missing_input
}

second_missing() {
  go "$1" "$BATS_FILE_TMPDIR/full.csv" no-such-file.csv
  [ "$rc" -eq 2 ] && [ "$(wc -l <err)" -eq 1 ] || { echo "status $rc"; cat err; return 1; }
  go "$1" -o kept "$BATS_FILE_TMPDIR/full.csv" no-such-file.csv
  refused "$1" && [ ! -e kept ]
}
@test "a second file that is not there: status 2, and -o makes nothing" {
  each "$streams" second_missing
}

empty_input() {
  try "$1" >out 2>err </dev/null
  refused "$1" || return 1
  : >empty.csv
  go "$1" empty.csv
  refused "$1" && grep -q 'empty.csv' err || return 1
  printf '\n\n' >blank.csv
  go "$1" blank.csv
  refused "$1" || return 1
  printf '\357\273\277' >mark.csv
  go "$1" mark.csv
  refused "$1"
}
@test "zero bytes, blank lines, a mark alone are no CSV: status 2, one line" {
  each "$streams" empty_input
}

header_alone() {
  local before=$intake after
  case $1 in
  ta-submit) after=,ta_source,ta_line ;;
  ta-validate) after=,ta_valid,ta_findings ;;
  ta-due) after=,ta_target,ta_due,ta_due_rule,ta_days_left,ta_days_taken,ta_in_target,ta_due_status ;;
  ta-prioritize)
    before=$intake,ta_findings,ta_target,ta_due
    after=,ta_rank,ta_groups
    ;;
  ta-history) after=,ta_earlier,ta_earlier_ids,ta_same_as,ta_signs ;;
  ta-route)
    before=$intake,ta_findings
    after=,ta_outcome,ta_queue,ta_route_rule,ta_cc,ta_refer,ta_call,ta_policy
    ;;
  ta-reply)
    before=$intake,ta_findings,ta_target,ta_due,ta_outcome,ta_route_rule,ta_cc,ta_refer,ta_call
    after=,ta_reply,ta_to,ta_subject,ta_letter
    ;;
  ta-report)
    before=$intake,ta_due_status,ta_days_taken,ta_in_target
    after=$'received,open,answered,past_target,median_days,p90_days,in_target,oldest_open\n0,0,0,0,,,,'
    ;;
  esac
  [ "$1" = ta-report ] && echo "$after" >wanted || echo "$before$after" >wanted
  for ending in '\n' '' '\r\n'; do
    # shellcheck disable=SC2059 # the ending is a format
    { printf %s "$before"; printf "$ending"; } >in.csv
    go "$1" -q in.csv
    clean 0 && same wanted out || return 1
  done
}
@test "a header alone: the header and the tool's columns, status 0" {
  each "$streams" header_alone
}

# Rows and policies that cannot be read

ragged_row() {
  local line
  line=$(wc -l <"$BATS_FILE_TMPDIR/ragged.csv")
  go "$1" -o queue.csv "$BATS_FILE_TMPDIR/ragged.csv"
  refused "$1" && [ ! -e queue.csv ] || return 1
  # the file, the physical line, and the spreadsheet's row: a cell of full.csv
  # has a line end in it, so the row is one less
  grep -q "/ragged.csv:$line:" err && grep -q "row $((line - 1)):" err ||
    { cat err; return 1; }
}
@test "a ragged row behind intake: status 2, one line with file, line and row" {
  each 'ta-validate ta-due ta-prioritize ta-route' ragged_row
}

no_policy() {
  mkdir folder
  : >empty.yaml
  for path in no-such-policy.yaml folder empty.yaml; do
    go "$1" -p "$path" $(operand "$1" full.csv)
    refused "$1" && grep -q "^$1: $path:" err || { echo "-p $path"; return 1; }
    TA_POLICY=$path go "$1" $(operand "$1" full.csv)
    refused "$1" && grep -q "^$1: $path:" err || { echo "TA_POLICY=$path"; return 1; }
  done
}
@test "a policy that is not there, a folder, empty: status 2, one line" {
  each "$tools" no_policy
}

# Options

unknown_option() {
  for option in --no-such-option -Z; do
    go "$1" $option
    refused "$1" && grep -qe "$option" err || return 1
  done
}
@test "an unknown option: status 2, one line that names it" { each "$tools" unknown_option; }

no_argument() {
  go "$1" -o
  refused "$1"
}
@test "an option without its argument: status 2, one line" { each "$tools" no_argument; }

help_and_version() {
  for option in --help -h; do
    go "$1" $option
    clean 0 && grep -q "^usage: $1 " out || return 1
  done
  for option in --version -V; do
    go "$1" $option
    clean 0 && [ "$(wc -l <out)" -eq 1 ] || return 1
    grep -q "^$1 .*$(cat "$root/VERSION")$" out || return 1
  done
}
@test "help and version: on stdout, status 0" { each "$tools" help_and_version; }

bad_day() {
  for day in 2026-13-01 2026-02-29 11/24/2026 26-11-24 today '2026-11-24 ' 2026-11-240; do
    go "$1" -d "$day" "$BATS_FILE_TMPDIR/full.csv"
    refused "$1" || { echo "--today '$day'"; return 1; }
    TA_TODAY=$day go "$1" "$BATS_FILE_TMPDIR/full.csv"
    refused "$1" || { echo "TA_TODAY='$day'"; return 1; }
  done
  TA_TODAY=nonsense go "$1" -q -d 2026-11-24 "$BATS_FILE_TMPDIR/full.csv"
  clean 0
}
@test "a today that is not a day, by option or TA_TODAY: status 2; the option wins" {
  each "$streams" bad_day
}

bad_switch() {
  for word in no_such_switch high_volume=perhaps =on; do
    go "$1" -s "$word" "$BATS_FILE_TMPDIR/full.csv"
    refused "$1" || { echo "--switch '$word'"; return 1; }
    TA_SWITCHES=$word go "$1" "$BATS_FILE_TMPDIR/full.csv"
    refused "$1" || { echo "TA_SWITCHES='$word'"; return 1; }
  done
}
@test "a switch that the policy does not have, or another state: status 2" {
  each "$streams" bad_switch
}

bad_format() {
  for option in --from --to; do
    go "$1" $option xml "$BATS_FILE_TMPDIR/full.csv"
    refused "$1" || return 1
  done
}
@test "a format that there is not: status 2" { each "$streams" bad_format; }

@test "a number, a year, a name that is none: status 2, one line" {
  full=$BATS_FILE_TMPDIR/full.csv
  for n in -1 x 1.5 '' 99999999999999999999; do
    go ta-prioritize -n "$n" "$full"
    refused ta-prioritize || { echo "--top '$n'"; return 1; }
  done
  for year in x 26 '' 12345678901; do
    go ta-policy --holidays "$year"
    refused ta-policy || { echo "--holidays '$year'"; return 1; }
  done
  for day in 2026-02-30 11/24/2026 ''; do
    go ta-due --received "$day"
    refused ta-due || { echo "--received '$day'"; return 1; }
  done
  go ta-route -Q no-such-queue "$full"
  refused ta-route
  go ta-policy operand
  refused ta-policy
}

# Files written by -o

broken() {
  case $1 in
  ta-submit | ta-log | ta-map) echo "$BATS_FILE_TMPDIR/unclosed.csv" ;;
  ta-policy) echo "-p $BATS_FILE_TMPDIR/full.csv" ;;
  *) echo "$BATS_FILE_TMPDIR/ragged.csv" ;;
  esac
}

old_file_stays() {
  echo 'the queue of yesterday' >old
  cp old queue.csv
  go "$1" -o queue.csv $(broken "$1")
  refused "$1" && same old queue.csv || return 1
  go "$1" -o new.csv $(broken "$1")
  refused "$1" && [ ! -e new.csv ] || return 1
  [ "$(ls -A | sort | paste -sd' ')" = "err old out queue.csv" ] || { ls -A; return 1; }
}
@test "-o: a run that fails leaves the old file, and no temporary one" {
  each "$tools" old_file_stays
}

written_whole() {
  go "$1" $(operand "$1" full.csv)
  cp out wanted
  echo old >queue.csv
  go "$1" -o queue.csv $(operand "$1" full.csv)
  [ "$rc" -eq 0 ] && [ ! -s out ] && same wanted queue.csv || return 1
  [ "$(ls -A | sort | paste -sd' ')" = "err out queue.csv wanted" ] || { ls -A; return 1; }
}
@test "-o: the file gets what stdout would, and nothing is left beside it" {
  each "$tools" written_whole
}

modes() {
  local mask mode
  for mask in 000 022 077; do
    (umask $mask && "$1" -o "new$mask" $(operand "$1" full.csv) 2>err) || { cat err; return 1; }
    [ "$(stat -c %a "new$mask")" = 600 ] ||
      { echo "umask $mask: $(stat -c %a "new$mask")"; return 1; }
  done
  for mode in 640 444 755; do
    : >old && chmod $mode old
    (umask 077 && "$1" -o old $(operand "$1" full.csv) 2>err) || { cat err; return 1; }
    [ "$(stat -c %a old)" = "$mode" ] && [ -s old ] ||
      { echo "$mode became $(stat -c %a old)"; return 1; }
    rm -f old
  done
}
@test "-o: a new file is 0600 whatever the umask, an old one keeps its mode" {
  each "$tools" modes
}

links() {
  mkdir elsewhere
  echo old >elsewhere/queue.csv
  ln -s elsewhere/queue.csv link
  go "$1" -o link $(operand "$1" full.csv)
  [ "$rc" -eq 0 ] && [ -L link ] && [ ! -L elsewhere/queue.csv ] || { cat err; return 1; }
  ! grep -qx old elsewhere/queue.csv && [ -s elsewhere/queue.csv ] || return 1
  [ "$(ls -A elsewhere)" = queue.csv ] || return 1
  # the old file stays behind a link too
  cp elsewhere/queue.csv before
  go "$1" -o link $(broken "$1")
  refused "$1" && same before elsewhere/queue.csv && [ "$(ls -A elsewhere)" = queue.csv ]
}
# Who may read what is there may read what replaces it, and nobody else. To give a file away takes root; a user who
# is not has no group of somebody else's, so what holds there is the same mode for the same owner and group.
@test "-o: owner and group are kept, or the bits that would let others in are dropped" {
  cp "$BATS_FILE_TMPDIR/full.csv" in.csv
  mkdir open
  : >open/q && chmod 660 open/q
  if [ "$(id -u)" -eq 0 ]; then
    chown 1:65534 open/q
    ta-validate -q -o open/q in.csv
    [ "$(stat -c %u:%g:%a open/q)" = 1:65534:660 ]
    # somebody who can write to the folder, and is in neither group
    spot=$(mktemp -d)
    : >"$spot/q"
    cp "$(command -v ta-validate)" "$spot/tool"
    chown 65534:1 "$spot/q" && chown 65534 "$spot" && chmod 755 "$spot" "$spot/tool" && chmod 2664 "$spot/q"
    rc=0
    setpriv --reuid=65534 --regid=65534 --clear-groups env TMPDIR=/tmp "$spot/tool" -q -o "$spot/q" <in.csv || rc=$?
    stat -c %u:%g:%a "$spot/q" >got
    rm -rf "$spot"
    [ "$rc" -eq 0 ]
    [ "$(cat got)" = 65534:65534:604 ]
  else
    ta-validate -q -o open/q in.csv
    [ "$(stat -c %U:%a open/q)" = "$(id -un):660" ]
  fi
}

@test "-o: an access list is kept" {
  cp "$BATS_FILE_TMPDIR/full.csv" in.csv
  : >q && chmod 600 q
  setfacl -m u:65534:r q || { echo "# this file system has no access lists"; return 0; }
  getfacl -n q >before
  ta-validate -q -o q in.csv
  [ -s q ]
  same before <(getfacl -n q)
}

@test "-o: a symbolic link is followed and stays" { each "$tools" links; }

read_and_written() {
  cp "$BATS_FILE_TMPDIR/full.csv" queue.csv
  ln -sf queue.csv link
  for name in queue.csv ./queue.csv "$PWD/queue.csv" link; do
    go "$1" -o "$name" queue.csv
    refused "$1" && same "$BATS_FILE_TMPDIR/full.csv" queue.csv || return 1
    grep -q "which is read; give the output another file" err || return 1
  done
}
@test "messages: one that cannot be written is status 2, and nothing is taken" {
  [ -c /dev/full ]
  printf '%s\n' received,email,role,assistance,facts 2026-11-20,a@example.org,survivor,case-consultation,help >s.csv
  for command in 'ta-submit -a ledger s.csv' 'ta-submit -o out s.csv' 'ta-submit -q -o out s.csv'; do
    rc=0
    $command 2>/dev/full || rc=$?
    [ "$rc" -eq 2 ] && [ ! -e ledger ] && [ ! -e out ] || { echo "$command: $rc"; return 1; }
  done
  # and it is said when the records are taken
  ta-submit -q -a ledger s.csv 2>err
  grep -q 'survivor' err
  rc=0
  ta-validate ledger --from jsonl >/dev/null 2>/dev/full || rc=$?
  [ "$rc" -eq 2 ]
}

@test "-o: the file that is read is never the one that is written" {
  each "$streams" read_and_written
}

unwritable() {
  echo file >file
  for path in file/queue.csv no-such-folder/queue.csv . ''; do
    go "$1" -o "$path" $(operand "$1" full.csv)
    refused "$1" || { echo "-o '$path'"; return 1; }
  done
  [ "$(cat file)" = file ] || return 1
  ln -s nowhere/at-all loose
  go "$1" -o loose $(operand "$1" full.csv)
  refused "$1" && [ -L loose ] && [ ! -e nowhere ] || return 1
  [ "$(ls -A | sort | paste -sd' ')" = "err file loose out" ] || { ls -A; return 1; }
}
@test "-o: a place that cannot be written: status 2, one line, nothing made" {
  each "$tools" unwritable
}

through() {
  go "$1" $(operand "$1" full.csv)
  cp out wanted
  mkfifo pipe
  timeout 5 cat pipe >got 3>&- &
  timeout 5 "$1" -q -o pipe $(operand "$1" full.csv) || return 1
  wait $! || return 1
  [ -p pipe ] && same wanted got || return 1
  go "$1" -o /dev/full $(operand "$1" full.csv)
  refused "$1" && [ -c /dev/full ]
}
@test "-o: a device or pipe is written through" { each "$tools" through; }

# ta-submit: nothing before all is read; rejects

@test "ta-submit: broken at its end, it writes not one byte" {
  awk 'BEGIN {
    print "id,received,email,role,assistance,facts"
    for (i = 1; i <= 3000; i++)
      printf "%d,2026-11-02,a%d@example.org,attorney,case-consultation,\"why\nso\"\n", i, i
    print "3001,2026-11-02,z@example.org,attorney,case-consultation,\"never closed"
    print "3002,2026-11-02,z@example.org,attorney,case-consultation,last"
  }' >in.csv
  echo old >rejects.csv
  go ta-submit in.csv
  refused ta-submit
  # the line where the quote began: 1 + 2 * 3000 + 1
  grep -q '^ta-submit: in.csv:6002: ' err
  go ta-submit -r rejects.csv -o queue.csv in.csv
  refused ta-submit
  [ ! -e queue.csv ]
  [ "$(cat rejects.csv)" = old ]
  [ "$(ls -A | sort | paste -sd' ')" = "err in.csv out rejects.csv" ]
}

form='Timestamp,Email,Role,Assistance,Facts,Anything else'

@test "ta-submit --rejects: the columns as they were, then why, for every kind" {
  printf '%s\n' "$form" \
    '11/2/2026,a@example.org,Attorney,Case Consultation,"one, or two",x' \
    '11/2/2026,b@example.org,Attorney' \
    '11/2/2026,c@example.org,Attorney,Case Consultation,"why, then",y,surplus,"more, of it"' \
    $'11/2/2026,d@example.org,Attorney,Case Consultation,bad\377byte,z' >in.csv
  go ta-submit -r rejects.csv in.csv
  [ "$rc" -eq 1 ]
  [ "$(column id out | wc -l)" -eq 1 ]
  head -1 rejects.csv >header
  grep -qE "^$form,ta_extra,ta_row,ta_line,ta_column,ta_rule,ta_message$" header
  [ "$(mlr -S --icsv --onidx --ofs '|' cut -o -f ta_row,ta_line rejects.csv | paste -sd' ')" = "3|3 4|4 5|5" ]
  # untouched: spelling, surplus cells, blanks for the cells that are not there
  [ "$(mlr -S --icsv --onidx --ofs '|' filter '$ta_row == 3' then \
    cut -o -f Timestamp,Email,Role,Assistance rejects.csv)" = '11/2/2026|b@example.org|Attorney|' ]
  [ "$(mlr -S --icsv --onidx --ofs '|' filter '$ta_row == 4' then \
    cut -o -f "Email,Assistance,Facts,Anything else" rejects.csv)" = 'c@example.org|Case Consultation|why, then|y' ]
  mlr -S --icsv --onidx filter '$ta_row == 4' then cut -f ta_extra rejects.csv | grep -q 'surplus.*more, of it'
  [ "$(stat -c %a rejects.csv)" = 600 ]
  # every row says by which rule and why
  [ -z "$(mlr -S --icsv --onidx filter '$ta_rule == "" || $ta_message == ""' rejects.csv)" ]
}

@test "ta-submit --rejects: mended and fed back, the rows come in" {
  printf '%s\n' "$form" \
    '11/2/2026,a@example.org,Attorney,Case Consultation,why,x' \
    '11/3/2026,b@example.org,Attorney' \
    '11/4/2026,c@example.org,Paralegal,General Information,how,y,surplus' >in.csv
  printf '%s\n' "$form" \
    '11/3/2026,b@example.org,Attorney,Case Consultation,when,' \
    '11/4/2026,c@example.org,Paralegal,General Information,how,y' >right.csv
  go ta-submit -r rejects.csv in.csv
  [ "$rc" -eq 1 ]
  # what the clerk does in a spreadsheet
  mlr -S --csv put '
    if ($Email == "b@example.org") {
      $Assistance = "Case Consultation"; $Facts = "when"
    }
    $ta_extra = ""; $ta_rule = ""' rejects.csv >mended.csv
  go ta-submit -q -r again.csv mended.csv
  clean 0
  ta-submit -q right.csv >wanted
  for name in id received email role assistance facts; do
    same <(column $name wanted) <(column $name out)
  done
  # the columns of the reject are not intake, and do not travel
  head -1 out >header
  run ! grep -qE 'ta_(row|extra|column|rule|message)' header
}

@test "ta-submit --rejects: none rejected, the file of yesterday does not stay" {
  printf '%s\n' "$form" '11/2/2026,a@example.org,Attorney,Case Consultation,why,x' >in.csv
  echo 'old,rows' >rejects.csv
  go ta-submit -q -r rejects.csv in.csv
  clean 0
  run ! grep -q old rejects.csv
}

@test "rejects that cannot be written: status 2, and no queue" {
  printf '%s\n' "$intake" '1,2026-11-02' >for-ta-submit.csv
  printf '%s\n' "$intake" '1,2026-11-02,,attorney,case-consultation,why' >for-ta-validate.csv
  for path in err/rejects no-such-folder/rejects.csv /dev/full; do
    for tool in ta-submit ta-validate; do
      go "$tool" -q -r "$path" -o queue.csv "for-$tool.csv"
      [ "$rc" -eq 2 ] || { echo "$tool $path: status $rc"; return 1; }
      tail -1 err | grep -q "^$tool: $path: "
      [ ! -s out ]
      [ ! -e queue.csv ]
    done
  done
}

@test "ta-validate --rejects: diverts what is not valid; mended, it is taken" {
  printf '%s\n' "$intake,note" \
    '1,2026-11-02,a@example.org,attorney,case-consultation,why,x' \
    '2,2026-11-03,b@example.org,attorney,case-consultation,,y' \
    '3,2026-11-04,c@example.org,attorney,general-information,how,z' >in.csv
  go ta-validate -r rejects.csv in.csv
  [ "$rc" -eq 1 ]
  [ "$(column id out | paste -sd' ')" = "1 3" ]
  [ "$(column id rejects.csv)" = 2 ]
  head -1 rejects.csv | grep -qx "$intake,note,ta_row,ta_line,ta_column,ta_rule,ta_message"
  grep -q question-missing rejects.csv
  mlr -S --csv put '$facts = "what"' rejects.csv >mended.csv
  go ta-submit -q mended.csv
  clean 0
  ta-validate -q --check out >again
  [ "$(column ta_valid again)" = yes ]
  [ "$(column note again)" = y ]
}

# ta-route --split

# split_as_routed SUFFIX READER: every queue's file holds its records in order.
split_as_routed() {
  local queue
  for queue in $queues; do
    [ -f "by/$queue.$1" ] || { echo "no $queue.$1"; return 1; }
    mlr -S "--i$2" --ojsonl cat "by/$queue.$1" >got
    mlr -S --icsv --ojsonl filter "\$ta_queue == \"$queue\"" whole.csv >wanted
    [ "$2" = csv ] || { mlr -S --ojsonl --ijsonl cut -f id got >g; mv g got
      mlr -S --ojsonl --ijsonl cut -f id wanted >w; mv w wanted; }
    same wanted got || { echo "$queue.$1"; return 1; }
  done
  # shellcheck disable=SC2086 # a word a queue
  [ "$(ls -A by | sort | paste -sd' ')" = "$(printf "%s.$1\n" $queues | sort | paste -sd' ')" ]
}

@test "--split: a file a queue, in order, nothing on stdout, 0600" {
  mkdir by
  ta-route -q "$BATS_FILE_TMPDIR/routed.csv" >whole.csv
  (umask 000 && ta-route -q --split by "$BATS_FILE_TMPDIR/routed.csv" >out 2>err)
  [ ! -s out ]
  [ ! -s err ]
  split_as_routed csv csv
  [ "$(stat -c %a by/*.csv | sort -u)" = 600 ]
  # the sums agree, and the queues that only staff fill are headers
  [ "$(cat by/*.csv | mlr -S --icsv --onidx --allow-ragged-csv-input filter '$id != "id"' then count)" -eq \
    "$(mlr --icsv --onidx count whole.csv)" ]
  same by/ethics-review.csv <(head -1 whole.csv)
  same by/materials.csv <(head -1 whole.csv)
  same by/declined.csv <(head -1 whole.csv)
  same by/desk-review.csv <(head -1 whole.csv)
}

@test "--split: suffix and format by --to" {
  mkdir by
  ta-route -q "$BATS_FILE_TMPDIR/routed.csv" >whole.csv
  ta-route -q --split by --to yaml "$BATS_FILE_TMPDIR/routed.csv"
  for queue in $queues; do
    [ -f "by/$queue.yaml" ]
  done
  [ ! -e by/hotline.csv ]
  ta-route -q -t csv by/hotline.yaml >hotline.csv
  same <(column id hotline.csv) \
    <(mlr -S --icsv --onidx filter '$ta_queue == "hotline"' then cut -f id whole.csv)
}

@test "--split: the files of yesterday are replaced, files that are not of queues stay" {
  mkdir by
  for queue in $queues; do echo "yesterday $queue" >"by/$queue.csv"; done
  echo mine >by/notes.txt
  go ta-route -q --split by "$BATS_FILE_TMPDIR/head.csv"
  clean 0
  run ! grep -r yesterday by
  [ "$(cat by/notes.txt)" = mine ]
  for queue in $queues; do [ "$(wc -l <"by/$queue.csv")" -eq 1 ]; done
}

@test "--split: a run that fails leaves all files of yesterday, and no others" {
  mkdir by
  for queue in $queues; do echo "yesterday $queue" >"by/$queue.csv"; done
  ls -A by >before
  go ta-route --split by "$BATS_FILE_TMPDIR/ragged.csv"
  refused ta-route
  for queue in $queues; do [ "$(cat "by/$queue.csv")" = "yesterday $queue" ]; done
  ls -A by >after
  same before after
  # one place that cannot be written is enough
  rm by/materials.csv && mkdir by/materials.csv
  go ta-route --split by "$BATS_FILE_TMPDIR/full.csv"
  refused ta-route
  [ "$(cat by/hotline.csv)" = "yesterday hotline" ]
  ls -A by >after
  same before after
}

@test "--split: a folder that is not there, or is none: status 2, nothing made" {
  go ta-route --split by "$BATS_FILE_TMPDIR/full.csv"
  refused ta-route
  [ ! -e by ]
  echo file >by
  go ta-route --split by "$BATS_FILE_TMPDIR/full.csv"
  refused ta-route
  [ "$(cat by)" = file ]
  [ "$(ls -A | sort | paste -sd' ')" = "by err out" ]
}

@test "the shipped script: a queue that cannot be made leaves yesterday's" {
  ln -s "$BATS_FILE_TMPDIR/unclosed.csv" export.csv
  echo yesterday >queue.csv
  go "$examples/desk/morning.sh" export.csv queue.csv
  [ "$rc" -eq 2 ]
  [ "$(cat queue.csv)" = yesterday ]
  [ ! -s out ]
  [ "$(ls -A | sort | paste -sd' ')" = "err export.csv out queue.csv" ] || { ls -A; return 1; }
  go "$examples/desk/morning.sh" "$BATS_FILE_TMPDIR/pair.csv" queue.csv
  [ "$rc" -eq 0 ]
  grep -q case-consultation queue.csv
}
