#!/usr/bin/env bats
# What people look at: --columns and the policy's views, tables for a terminal by -t text,
# and the view in which staff fill in what happened.
#
# data/views: desk-N.txt is the view `desk` of the example export at N cells a line.

# shellcheck disable=SC2154 # rc is set by go

load helper

setup_file() {
  quick
  cd "$BATS_FILE_TMPDIR" || return 1
  quietly ta-submit -q "$examples/google-forms.csv" | ta-validate -q | ta-due -q | ta-prioritize -q >prioritized.csv
  ta-route -q prioritized.csv >queue.csv
}

setup() {
  quick
  cd "$BATS_TEST_TMPDIR" || return 1
  queue=$BATS_FILE_TMPDIR/queue.csv
}

# shown OPTION...: standard input as a table.
shown() { ta-validate -q -t text "$@"; }

# widths [FILE]: the cells that each line takes. Perl has the widths of Unicode, too.
widths() {
  perl -CSD -ne 'chomp; s/\p{Mn}|\p{Me}//g; $n = () = /\p{Ea=W}|\p{Ea=F}/g; print length() + $n, "\n"' "$@"
}

# --columns

@test "columns: these, in this order, and no others, with every value as it is" {
  for format in csv jsonl yaml; do
    ta-route -q -t $format --columns ta_queue,id,facts,ta_rank,topics "$queue" >got
    mlr --icsv --ojson cut -o -f ta_queue,id,facts,ta_rank,topics "$queue" | jq -c '.[] | map_values(tostring)' >wanted
    case $format in
      csv) same <(mlr -S --icsv --ocsv cut -o -f ta_queue,id,facts,ta_rank,topics "$queue") got ;;
      jsonl) same <(jq -c 'with_entries(select(.value != ""))' wanted) \
        <(jq -c 'if .topics then .topics |= join(";") else . end | with_entries(select(.value != ""))' got) ;;
      yaml) same <(ta-validate -q -t csv got 2>/dev/null | mlr -S --icsv --ocsv cut -o -f ta_queue,id,facts,ta_rank,topics) \
        <(mlr -S --icsv --ocsv cut -o -f ta_queue,id,facts,ta_rank,topics "$queue") ;;
    esac
  done
  # the order is that of the list in JSON Lines and YAML, too
  ta-route -q -t jsonl --columns ta_queue,id,ta_rank,event "$queue" | head -n 1 | jq -e 'keys_unsorted == ["ta_queue", "id", "ta_rank", "event"]'
  [ "$(ta-route -q -t yaml --columns ta_queue,id,ta_rank "$queue" | sed -n '2,4s/:.*//p' | paste -sd' ')" = 'ta_queue id ta_rank' ]
}

@test "columns: every tool that writes records has them, and no decision changes" {
  quietly ta-submit -q --columns id,ta_line,role "$examples/google-forms.csv" | head -n 1 | grep -qx id,ta_line,role
  for tool in ta-validate ta-due ta-prioritize ta-route; do
    $tool -q "$queue" | mlr -S --icsv --ocsv cut -o -f id,ta_valid,ta_due,ta_rank,ta_outcome,ta_findings >wanted
    $tool -q --columns id,ta_valid,ta_due,ta_rank,ta_outcome,ta_findings "$queue" | same wanted -
  done
  ta-log -q -t csv --columns id,ta_event,at "$examples/desk/desk.jsonl" >got
  ta-log -q -t csv "$examples/desk/desk.jsonl" | mlr -S --icsv --ocsv cut -o -f id,ta_event,at | same - got
  ta-policy --holidays 2026 --columns name,date | head -n 1 | grep -qx name,date
  ta-policy -q --combinations --columns ta_outcome,role | head -n 1 | grep -qx ta_outcome,role
  ta-validate -q --list --columns rule,id "$queue" | head -n 1 | grep -qx rule,id
  # -e goes on saying, and its column is there where it is named
  ta-route -e --columns id,ta_route_why "$queue" 2>err | head -n 2 | grep -q 'routes\|survivor'
  [ "$(wc -l <err)" -gt 100 ]
}

@test "columns: with -o, --split, --shard and --queue" {
  mkdir by
  ta-route -q --columns id,ta_queue -o out.csv --split by "$queue"
  ta-route -q --columns id,ta_queue "$queue" | same - out.csv
  [ "$(cat by/*.csv | grep -c '^ta-.*,')" -eq 70 ]
  [ "$(head -qn 1 by/*.csv | sort -u)" = id,ta_queue ]
  ta-route -q --columns desk -t text --split by "$queue"
  [ "$(head -qn 1 by/*.txt | sed 's/ .*//' | sort -u)" = rank ]
  { ta-route -q --columns id --shard 1/2 "$queue"; ta-route -q --columns id --shard 2/2 "$queue" | sed 1d; } | sort >both
  ta-route -q --columns id "$queue" | sort | same - both
  ta-route -q --columns id,ta_queue -Q hotline "$queue" | same - by/hotline.csv
}

@test "columns: what is known and not there is empty, what nobody knows is status 2 before any output" {
  printf '%s\n' id,colour R1,red >in.csv
  [ "$(ta-validate -q --columns id,colour,role,ta_due,event,at,by,note,undoes in.csv 2>/dev/null)" = $'id,colour,role,ta_due,event,at,by,note,undoes\nR1,red,,,,,,,' ]
  for format in csv jsonl yaml text; do
    go ta-validate -q -t $format --columns id,colur in.csv
    refused ta-validate "'colur' is not a column; did you mean 'colour'\\?"
  done
  go ta-validate -q --columns id,fcts in.csv
  refused ta-validate "'fcts' is not a column; did you mean 'facts'\\?"
  go ta-validate -q --columns staf in.csv
  refused ta-validate "'staf' is not a view or a column; did you mean 'staff'\\?"
  go ta-validate -q -o out.csv --columns id,zzzzzz in.csv
  refused ta-validate "'zzzzzz' is not a column"
  [ ! -e out.csv ]
  go ta-submit -q --columns id,zzzzzz "$examples/google-forms.csv"
  ended 2
  go ta-validate -q --columns id,role,id in.csv
  refused ta-validate "--columns: 'id' is there twice"
  for list in ',' 'id,' ',id' 'id,,role'; do
    go ta-validate -q --columns "$list" in.csv
    refused ta-validate "--columns: a name is missing"
  done
  go ta-submit -a desk.jsonl --columns id in.csv
  refused ta-submit '-o, -t and --columns cannot be combined with -a, which writes no records'
  [ ! -e desk.jsonl ]
  # two columns of a name are an error only where it is asked for
  printf '%s\n' id,x,x R1,1,2 >two.csv
  ta-validate -q --columns id two.csv 2>/dev/null
  go ta-validate -q --columns id,x two.csv
  refused ta-validate "there are two columns 'x'"
}

@test "columns: every column that a tool has is known where it is absent" {
  sed -n 's/^#define TA_COL_.* "\(.*\)"/\1/p' "$root/lib/record/columns.h" >columns
  [ "$(wc -l <columns)" -ge 36 ]
  echo x,y >in.csv
  while read -r column; do
    [ "$(ta-validate -q --columns "x,$column" in.csv)" = "x,$column" ]
  done <columns
}

@test "columns: of JSON Lines those of the first record, and a field that comes later" {
  printf '%s\n' '{"id":"R1","colour":"red"}' '{"id":"R2","facts":"why","shape":"round","ta_rank":"2"}' >in.jsonl
  ta-validate -q --columns ta_rank,facts,id,colour in.jsonl 2>/dev/null >got
  same - got <<<'{"ta_rank":"","id":"R1","colour":"red"}
{"ta_rank":"2","facts":"why","id":"R2","colour":""}'
  go ta-validate -q --columns id,shape in.jsonl
  refused ta-validate "'shape' is not a column"
  # a stream without records has all columns of the view
  [ "$(echo | ta-validate -q -f jsonl -t csv --columns ta_rank,id)" = ta_rank,id ]
}

@test "columns: a view of a policy that has none is none" {
  ta-policy | sed '/^views:/,$d' >plain.yaml
  go ta-route -q -p plain.yaml --columns desk "$queue"
  refused ta-route "'desk' is not a column"
}

# -t text

@test "text: the view desk of the example, at 80, 120 and 200 cells" {
  for n in 80 120 200; do
    COLUMNS=$n ta-route -q --columns desk -t text "$queue" >got
    same "$data/views/desk-$n.txt" got
    [ "$(wc -l <got)" -eq 71 ]
    [ "$(widths got | sort -n | tail -n 1)" -le "$n" ]
    run ! grep ' $' got
  done
  # without COLUMNS, and where it says nothing, there are 80
  ta-route -q --columns desk -t text "$queue" | same "$data/views/desk-80.txt" -
  for said in '' x -5 80x 1234567; do
    COLUMNS=$said ta-route -q --columns desk -t text "$queue" | same "$data/views/desk-80.txt" -
  done
}

@test "text: no line is longer than it may be, at any width, whatever is in it" {
  {
    mlr --icsv --ojsonl -S cat "$queue"
    printf '{"id":"%s","name":"%s","facts":"%s"}\n' 1 東京都庁東京都庁東京都庁 東東東東東東東東東東東東東東東東東東東 \
      2 "$(printf 'e\314\201%.0s' $(seq 50))" "$(printf '👩%.0s' $(seq 50))"
  } >in.jsonl
  for n in 1 20 21 22 23 31 47 80 81 99 133; do
    for view in desk staff name,facts,id id,name; do
      COLUMNS=$n ta-validate -q --columns $view -t text in.jsonl 2>/dev/null >got
      [ "$(wc -l <got)" -eq 73 ]
      [ "$(widths got | sort -n | tail -n 1)" -le $((n < 20 ? 20 : n)) ] || { echo "$n $view"; return 1; }
      run ! grep ' $' got
    done
    COLUMNS=$n ta-validate -q -t text in.jsonl >got 2>/dev/null
    [ "$(widths got | sort -n | tail -n 1)" -le $((n < 20 ? 20 : n)) ]
  done
}

@test "text: columns that do not fit are left out at the right, and the headings say so" {
  printf 'id,%s,last\n' "$(printf 'column_%s,' 1 2 3 4 5 6 7 8 | sed 's/,$//')" >in.csv
  printf 'R1,%s,x\n' "$(printf 'something long,%.0s' 1 2 3 4 5 6 7 8 | sed 's/,$//')" >>in.csv
  COLUMNS=40 ta-validate -q --columns "$(head -n 1 in.csv)" -t text in.csv 2>/dev/null >got
  same - got <<'TABLE'
id column… colum… colum… colum… colum… …
R1 someth… somet… somet… somet… somet…
TABLE
}

@test "text: a cell is one line; what a terminal would obey is escaped" {
  jq -n -c '{id: "R1", name: "a\tb\n\nc \u00a0 d\r\ne", facts: " x\u200fy\u202ez\u009b1m\u0085\ufeff "}' >in.jsonl
  printf '{"id":"R2","name":"","facts":"\\u200b"}\n' >>in.jsonl
  ta-validate -q --columns name,facts,id -t text in.jsonl 2>/dev/null >got
  same - got <<'TABLE'
name       facts                          id
a b c d e  x\u{200f}y\u{202e}z\u{009b}1m  R1
                                          R2
TABLE
}

@test "text: a column of numbers stands at the right, one with a word in it at the left" {
  printf '%s\n' id,ta_rank,ta_days_left,ta_line R1,1,-26,7 R2,10,3,x R3,,-,-1 R4,100,,12 >in.csv
  ta-validate -q --columns ta_rank,ta_days_left,ta_line,id -t text in.csv 2>/dev/null | same - <(cat <<'TABLE'
ta_rank  ta_days_left  ta_line  id
      1  -26           7        R1
     10  3             x        R2
         -             -1       R3
    100                12       R4
TABLE
)
}

@test "text: a character takes the cells that Unicode says, whatever the locale" {
  # every mark, the wide ones to U+3400 and beyond U+1F000, some of the others; three letters behind each
  perl -CSD -e 'for (0xa1 .. 0x33ff, 0xa000 .. 0xa4ff, 0xa900 .. 0xafff, 0xd700 .. 0xd7ff, 0xf900 .. 0xfaff, 0xfe00 .. 0xffef,
      0x10a00 .. 0x11fff, 0x16f00 .. 0x16fff, 0x1d000 .. 0x1d2ff, 0x1e000 .. 0x1e9ff, 0x1f000 .. 0x1faff, 0x20000 .. 0x2000f) {
    $c = chr; next if $c !~ /\p{Present_In: 14.0}/ || $c =~ /\p{C}|\p{White_Space}|\p{Default_Ignorable_Code_Point}/ || $_ == 0x2800;
    next if $c =~ /\p{Script=Hangul}/ && $c !~ /\p{Ea=W}/; # vowels and finals: below
    print qq({"id":"R","name":"a${c}bc","phone":"x"}\n) }' >in.jsonl
  [ "$(wc -l <in.jsonl)" -gt 10000 ]
  ta-validate -q --columns name,phone -t text in.jsonl 2>/dev/null | sed 1d >got
  [ "$(widths got | sort -u)" = 8 ]
  # a syllable of Hangul takes two cells, also in parts
  printf '{"id":"R","name":"%s","phone":"x"}\n' 각 $'\xe1\x84\x80\xe1\x85\xa1\xe1\x86\xa8' >hangul.jsonl
  ta-validate -q --columns name,phone -t text hangul.jsonl 2>/dev/null | sed 1d | tr -d '\200-\377' | same - <(printf '    x\n    x\n')
  LC_ALL=C.UTF-8 LANG=ja_JP.UTF-8 ta-validate -q --columns name,phone -t text in.jsonl 2>/dev/null | sed 1d | same got -
}

@test "text: what is cut ends with an ellipsis, and no character is cut in two" {
  jq -n -c '{id: "R1", name: ("漢" * 20), facts: ("e\u0301" * 40), organization: ("👩" * 9)}' >in.jsonl
  for n in 40 41 42 43; do
    COLUMNS=$n ta-validate -q --columns name,facts,organization,id -t text in.jsonl 2>/dev/null | sed 1d >got
    [ "$(grep -o … got | wc -l)" -eq 3 ]
    perl -CSD -ne 'exit 1 if !/^漢+… +(e\x{301})+… +\x{1f469}+… +R1$/' -Mutf8 got
  done
}

@test "text: no format for reading; without records there are the headings" {
  go ta-route -q -f text "$queue"
  refused ta-route "--from: 'text' is only written, and never read back"
  go ta-route -q -f ics "$queue"
  refused ta-route "--from: 'ics' is only written, and never read back"
  go ta-route -q -t txt "$queue"
  refused ta-route "'txt' is not a format; did you mean 'text'\\?"
  [ "$(head -n 1 "$queue" | ta-route -q -t text --columns desk)" = 'rank  due  left  status  outcome  queue  from  role  facts  who  id' ]
  [ "$(ta-log -q -t text --columns id,at,ta_event,by "$examples/desk/desk.jsonl" | head -n 2 | tr -s ' ')" = \
    $'id at ta_event by\nR17 2026-11-04 asked mk' ]
  ta-policy --holidays 2026 -t text | grep -qx '2026-11-26  thursday   Thanksgiving Day'
}

@test "text: the width of the terminal that it is written to, unless COLUMNS says another" {
  tty() { script -qec "stty cols 120; $1 ta-route -q --columns desk -t text '$queue'" /dev/null | tr -d '\r'; }
  tty '' | same "$data/views/desk-120.txt" -
  tty 'COLUMNS=200' | same "$data/views/desk-200.txt" -
}

@test "text: rows are set aside in TMPDIR; memory stays, and a folder that is not there is status 2" {
  TMPDIR=$PWD/nowhere go ta-route -q --columns desk -t text "$queue"
  refused ta-route 'temporary file: cannot make one .TMPDIR names the folder.: .*'
  { cat "$queue"; for _ in $(seq 199); do tail -n +2 "$queue"; done; } >many.csv
  [ "$(wc -c <many.csv)" -gt 10000000 ]
  command time -f %M -o kib ta-route -q -t text many.csv >out
  [ "$(wc -l <out)" -eq 14001 ]
  [ "$(tail -n 1 kib)" -lt 16000 ] || { cat kib; return 1; }
}

# Views

@test "views: a column is cut to its first words, on one line, under another name" {
  ta-policy | sed 's/words: 12/words: 3/' >three.yaml
  {
    echo id,received,facts
    printf 'R%s,2026-11-02,"%s"\n' 1 'one two three' 2 'one two three four' 3 $' one\n\ntwo\xc2\xa0three\t ' 4 $'one\ntwo\nthree\nfour' 5 '' 6 ' '
  } >in.csv
  ta-validate -q -p three.yaml --columns desk -t jsonl in.csv 2>/dev/null | jq -r .ta_facts | same - <(
    printf '%s\n' 'one two three' 'one two three…' 'one two three' 'one two three…' '' '')
  ta-validate -q -p three.yaml --columns desk in.csv 2>/dev/null | head -n 1 | same - <(
    echo ta_rank,ta_due,ta_days_left,ta_due_status,ta_outcome,ta_queue,organization,role,ta_facts,assignee,id)
}

@test "views: a number of the tools' own is no formula, and a text that is cut is nobody's number" {
  printf '%s\n' id,received,email,role,assistance,facts,name 1,2026-09-02,a@example.org,attorney,general-information,-26,=1 |
    ta-validate -q | ta-due -q >in.csv
  ta-route -q --spreadsheet-safe --columns ta_days_left,id in.csv | same - <(printf '%s\n' ta_days_left,id -41,1)
  ta-route -q --spreadsheet-safe --columns staff in.csv | cut -d, -f1,5-9 | same - <(
    printf '%s\n' id,ta_name,ta_organization,ta_assistance,ta_document,ta_facts "1,'=1,,general-information,,'-26")
}

# The view in which staff fill in events

# desk: a ledger of three requests, and the view `staff` of its queue.
desk() {
  printf '%s\n' id,received,name,email,role,assistance,organization,facts \
    "R17,2026-11-02,Ana,ana@example.org,paralegal,case-consultation,Legal Aid,\"May she work while she waits? $(printf 'and so on %.0s' $(seq 20))\"" \
    'R18,2026-11-02,Ben,ben@example.org,attorney,case-consultation,3-5,"=May he travel, while he waits?"' \
    'R19,2026-11-03,Cy,cy@example.org,attorney,case-consultation,,Is it too late to file now?' >form.csv
  ta-submit -q -a desk.jsonl form.csv
  cp desk.jsonl before.jsonl
  ta-submit -q -t csv desk.jsonl | ta-validate -q | ta-due -q | ta-prioritize -q | ta-route -q "$@" --columns staff >staff.csv
}

# fill ID FIELD=VALUE...: fills cells of a row of staff.csv in.
fill() {
  local id=$1 cell
  shift
  for cell; do
    mlr -S -I --csv put "if (\$id == \"$id\") { \$${cell%%=*} = \"${cell#*=}\" }" staff.csv
  done
}

# added: the events that the ledger has gained.
added() { diff before.jsonl desk.jsonl | sed -n 's/^> //p' | jq -cs 'sort_by(.id)[] | del(.ta_sum)'; }

@test "staff: the view with events filled in is these events and no others, and again nothing" {
  desk
  fill R17 event=supplied at=2026-11-20 by=mk note=called supervisor_email=s@example.org supervisor_role=attorney
  fill R18 event=answered at=2026-11-19
  for way in csv yaml jsonl; do
    cp before.jsonl desk.jsonl
    ta-validate -q -t $way --columns "$(head -n 1 staff.csv)" staff.csv >"in.$way" 2>/dev/null
    go ta-log -a desk.jsonl "in.$way"
    ended 0
    says 'ta-log: 3 read, 2 added; rows without an event: 1'
    added | jq -cS . | same - <(printf '%s\n' \
      '{"at":"2026-11-20","by":"mk","id":"R17","note":"called","supervisor_email":"s@example.org","supervisor_role":"attorney","ta_event":"supplied"}' \
      '{"at":"2026-11-19","id":"R18","ta_event":"answered"}')
    go ta-log -a desk.jsonl "in.$way"
    ended 0
    says 'ta-log: 3 read, 0 added, 2 already there; rows without an event: 1'
  done
}

@test "staff: what is shown of a request says nothing, though it was cut, changed by a spreadsheet, or is another by now" {
  desk --spreadsheet-safe
  fill R17 event=supplied at=2026-11-20
  fill R18 event=amended at=2026-11-20 ta_organization=2026-05-03 'ta_facts=May he fly?' ta_name=Benno
  fill R19 event=noted at=2026-11-20 note=x ta_name=Zoe
  ta-log -q -a desk.jsonl -i R18 --at 2026-11-19 amended name=Bea
  cp desk.jsonl before.jsonl
  go ta-log -a desk.jsonl staff.csv
  ended 1
  says '.* id R18: amended carries nothing: fill in a field that it takes \[says-nothing\]' 'ta-log: 3 read, 2 added, 1 rejected'
  added | jq -cS . | same - <(printf '%s\n' '{"at":"2026-11-20","id":"R17","ta_event":"supplied"}' \
    '{"at":"2026-11-20","id":"R19","note":"x","ta_event":"noted"}')
  ta-submit -q -t csv desk.jsonl | mlr -S --icsv --onidx filter '$id == "R18"' then cut -o -f name,facts |
    grep -qx 'Bea =May he travel, while he waits?'
}

@test "staff: by a column of the tools ta-log knows a queue, whose cells are no part of an event" {
  desk
  printf '%s\n' id,role,event,at,ta_rank R18,attorney,supplied,2026-11-20,1 >queue.csv
  go ta-log -a desk.jsonl queue.csv
  says 'ta-log: 1 read, 1 added'
  added | same - <(echo '{"id":"R18","at":"2026-11-20","ta_event":"supplied"}')
  # a sheet of one's own says what it says
  cp before.jsonl desk.jsonl
  cut -d, -f1-4 queue.csv >sheet.csv
  ta-log -q -a desk.jsonl sheet.csv
  added | jq -cS . | same - <(echo '{"at":"2026-11-20","id":"R18","role":"attorney","ta_event":"supplied"}')
}

@test "staff: every event of the policy can be filled in with what it takes" {
  desk
  fill R17 event=assigned at=2026-11-20 assignee=mk
  fill R18 event=verified at=2026-11-20 ovc_grantee=yes courses_passed=t-visas-part-1
  fill R19 event=decided at=2026-11-20 ethics_flag=cleared overuse_flag=cleared
  go ta-log -a desk.jsonl staff.csv
  says 'ta-log: 3 read, 3 added'
  added | jq -cS 'del(.at)' | same - <(printf '%s\n' '{"assignee":"mk","id":"R17","ta_event":"assigned"}' \
    '{"courses_passed":["t-visas-part-1"],"id":"R18","ovc_grantee":"yes","ta_event":"verified"}' \
    '{"ethics_flag":"cleared","id":"R19","overuse_flag":"cleared","ta_event":"decided"}')
  desk
  fill R19 event=merged at=2026-11-20 merged_into=R18
  ta-log -q -a desk.jsonl staff.csv
  [ "$(tail -n 1 desk.jsonl | jq -r .merged_into)" = R18 ]
}
