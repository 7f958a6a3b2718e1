#!/usr/bin/env bats
# The lenient reading of intake: what stands between cells, encodings, header rows,
# blanks and quotes, each counted; what stops it; dates, and the other answers. The
# tools behind intake stay strict.

# shellcheck disable=SC2094,SC2015,SC2030,SC2031,SC2059
# A function and the file that it is kept in have one name; A && B || C is meant
# as written; each test has its own environment; bytes are formats.

load helper

header='Timestamp,Email,Your role,Assistance,Facts'

# row N FACTS: a request of the N-th of November, as a form has it.
row() {
  echo "11/$1/2026,a$1@example.org,Lawyer,General Information,$2"
}

# form: two requests, with a letter and quotes that are not ASCII.
form() {
  echo "$header"
  row 2 'café “x”'
  row 3 why
}

# with DELIMITER: the CSV on standard input, with this between its cells.
with() { tr , "$1"; }

# map KEY...: map.yaml with these lines.
map() { printf '%s\n' 'version: 1' "$@" >map.yaml; }

# submit ARGUMENT...: ta-submit, run by go.
submit() { go ta-submit "$@"; }

# gives FACTS...: the last run had status 0 or 1, and wrote records with these facts.
gives() {
  [ "$rc" -le 1 ] || { cat err; return 1; }
  column facts out >facts
  same <(printf '%s\n' "$@") facts
}

# Delimiters

@test "delimiters: comma, semicolon and tab, counted in the header outside quotes" {
  form >comma.csv
  form | with ';' >semicolon.csv
  form | with '\t' >tab.csv
  { echo "Timestamp;Email;Your role;Assistance;\"One, two, three, four, five, six\";Facts"
    row 2 'x;café “x”' | with ';'; row 3 'x;why' | with ';'; } >semicolon-quoted.csv
  { echo "Timestamp,Email,Your role,Assistance,\"One; two; three; four; five; \"\"six\"\"; seven\",Facts"
    row 2 'x,café “x”'; row 3 x,why; } >comma-quoted.csv
  { printf 'Timestamp\tEmail\tYour role\tAssistance\t"One, two; three, four; five, six;\nseven, eight; nine"\tFacts\n'
    row 2 'x,café “x”' | with '\t'; row 3 x,why | with '\t'; } >tab-quoted.csv
  # what stands in the rows does not count
  { echo "$header" | with ';'; row 2 '"café “x”"' | with ';'; row 3 '"why"' | with ';'
    echo '11/4/2026;a4@example.org;Lawyer;General Information;", , , , , ,"'; } >rows.csv
  for file in comma semicolon tab semicolon-quoted comma-quoted tab-quoted; do
    submit "$file.csv"
    gives 'café “x”' why || { echo "$file"; return 1; }
    case $file in
    semicolon*) counts '2 read, 2 taken; files with semicolons between cells: 1' ;;
    tab*) counts '2 read, 2 taken; files with tabs between cells: 1' ;;
    comma*) counts '2 read, 2 taken' ;;
    esac
  done
  submit rows.csv
  gives 'café “x”' why ', , , , , ,'
}

@test "delimiters: of two that are as frequent the comma counts; a heading of two lines is one" {
  printf '%s\n' 'received,email,role,assistance,a;b;c;d;e' 2026-11-02,a@example.org,attorney,general-information,x >form.csv
  run -0 ta-submit -q form.csv
  printf '%s\n' 'received;email;role;assistance;facts;"why, where, when, who,' 'and what, if at all"' \
    '2026-11-02;a@example.org;attorney;general-information;why;x' >form.csv
  submit form.csv
  gives why
}

@test "delimiters: blank lines before the header are not a header" {
  { echo; printf '\r\n'; form | with ';'; } >form.csv
  submit form.csv
  gives 'café “x”' why
  counts '2 read, 2 taken; blank lines passed over: 2; files with semicolons between cells: 1'
}

@test "delimiters: nor is a line of blanks, and it is counted as a blank line and as nothing else" {
  for delimiter in ',' ';'; do
    { echo '   '; form | with "$delimiter"; printf ' \t\n'; } >form.csv
    submit form.csv
    gives 'café “x”' why || { echo "$delimiter"; return 1; }
    case $delimiter in
    ,) counts '2 read, 2 taken; blank lines passed over: 2' ;;
    *) counts '2 read, 2 taken; blank lines passed over: 2; files with semicolons between cells: 1' ;;
    esac
  done
}

@test "delimiters: the map's counts more, auto is the count" {
  form | sed '1s/Facts/"Facts"/' | with '|' >pipe.csv
  map 'delimiter: "|"'
  submit -m map.yaml pipe.csv
  gives 'café “x”' why
  counts '2 read, 2 taken; files with other delimiters: 1'
  # more commas than semicolons in the header
  { echo 'Timestamp;Email;Your role;Assistance;Facts, questions, and, all, that;Org'
    row 2 why,x | with ';'; } >form.csv
  map 'delimiter: ";"' 'columns: {"Facts, questions, and, all, that": facts}'
  submit -m map.yaml form.csv
  gives why
  form | with ';' >semicolon.csv
  map 'delimiter: auto'
  submit -m map.yaml semicolon.csv
  gives 'café “x”' why
}

@test "delimiters: a line sep= says it, in any case, with CRLF, after a mark" {
  for sep in 'sep=' 'SEP=' 'Sep='; do
    for end in '' $'\r'; do
      for mark in '' $'\xef\xbb\xbf'; do
        { echo "$mark$sep;$end"; form | with ';' | sed "s/\$/$end/"; } >form.csv
        submit form.csv
        gives 'café “x”' why || { echo "$sep $end $mark"; return 1; }
        counts '2 read, 2 taken; files with semicolons between cells: 1; sep= lines taken: 1'
      done
    done
  done
  { printf 'sep=\t\n'; form | with '\t'; } >form.csv
  submit form.csv
  gives 'café “x”' why
  counts '2 read, 2 taken; files with tabs between cells: 1; sep= lines taken: 1'
  { echo 'sep=,'; form; } >form.csv
  submit form.csv
  gives 'café “x”' why
  counts '2 read, 2 taken; sep= lines taken: 1'
  # it counts more than the header, and than the map
  { echo 'sep=|'; echo "$header,a,b,c" | sed 's/,/|/1; s/,/|/1; s/,/|/1; s/,/|/1'; row 2 why | with '|'; } |
    sed 's/Facts,a,b,c/Facts|a,b,c,d,e,f/; s/|why/|why|x/' >form.csv
  map 'delimiter: ";"'
  submit -m map.yaml form.csv
  gives why
  counts '1 read, 1 taken; files with other delimiters: 1; sep= lines taken: 1'
  # lines are those of the file
  { echo 'sep=;'; form; } | with ';' >form.csv
  submit form.csv
  [ "$(column ta_line out | paste -sd,)" = 3,4 ]
}

@test "delimiters: what only looks like a sep= line is not one" {
  { echo '"sep=;"'; form | with ';'; } >quoted.csv
  submit quoted.csv
  [ "$rc" -eq 2 ]
  printf 'sep=;\n' >alone.csv
  submit alone.csv
  [ "$rc" -eq 2 ]
  [ ! -s out ]
  { form | sed '1s/Timestamp/sep=x,&/; 2,$s/^/y,/'; } >heading.csv
  submit heading.csv
  gives 'café “x”' why
  counts '2 read, 2 taken'
}

@test "pieces: however the bytes arrive, the same is read" {
  form | with ';' >semicolon
  form | with '\t' >tab
  { echo 'sep=;'; form | with ';'; } >sep
  { printf '\xff\xfe'; form | with ';' | iconv -f utf-8 -t utf-16le; } >utf-16
  { printf '\xef\xbb\xbf'; form; } >marked
  map 'columns: {Email: drop, Mail: email}' 'constants: {state: Nevada}'
  form | sed '1s/Email/Mail/' | ta-submit -q -m map.yaml >records
  form | sed '1s/Email/Mail/; 3s/,why//' >short.csv
  submit -q -m map.yaml -r rejects short.csv
  for file in semicolon tab sep utf-16 marked records rejects; do
    args=()
    [[ $file != re* ]] || args=(-m map.yaml)
    ta-submit -q "${args[@]}" <"$file" >wanted 2>&1 || true
    [ "$(wc -l <wanted)" -ge 2 ]
    for size in 1 2 3 7 64 4095; do
      pieces $size ta-submit -q "${args[@]}" <"$file" >got 2>&1 || true
      same wanted got || { echo "$file in pieces of $size"; return 1; }
    done
  done
}

# Encodings

# encode ENCODING: form in it, without a mark; marked MARK ENCODING: with one.
encode() { form | iconv -f utf-8 -t "$1"; }
marked() {
  printf "$1"
  encode "$2"
}

@test "encodings: a byte order mark says which, and wins over --encoding and the map" {
  marked '\xef\xbb\xbf' utf-8 >utf-8.csv
  marked '\xff\xfe' utf-16le >utf-16le.csv
  marked '\xfe\xff' utf-16be >utf-16be.csv
  for file in utf-8 utf-16le utf-16be; do
    for other in windows-1252 UTF-16LE UTF-16BE; do
      map "encoding: $other"
      for args in '' "--encoding $other" '-m map.yaml'; do
        # shellcheck disable=SC2086 # two words
        submit $args "$file.csv"
        gives 'café “x”' why || { echo "$file $args"; return 1; }
        case $file in
        utf-8) counts '2 read, 2 taken' ;;
        *) counts '2 read, 2 taken; files converted to UTF-8: 1' ;;
        esac
      done
    done
  done
}

@test "encodings: by --encoding, by the map, and --encoding over the map" {
  for encoding in UTF-16LE UTF-16BE windows-1252 CP1252 macintosh utf-32le; do
    encode "$encoding" >form.csv
    submit --encoding "$encoding" form.csv
    gives 'café “x”' why || { echo "$encoding"; return 1; }
    counts '2 read, 2 taken; files converted to UTF-8: 1'
    map "encoding: $encoding"
    submit -m map.yaml form.csv
    gives 'café “x”' why || { echo "$encoding by map"; return 1; }
    map 'encoding: iso-8859-2'
    submit -m map.yaml --encoding "$encoding" form.csv
    gives 'café “x”' why || { echo "$encoding over the map"; return 1; }
  done
  # the same record, the same id, in any
  encode windows-1252 | ta-submit -q --encoding windows-1252 | column id >ids
  form | ta-submit -q | column id | same ids -
}

@test "encodings: one that is unknown is refused, and nothing is made" {
  form >form.csv
  for args in '--encoding klingon' '--encoding klingon -o made.csv' '--encoding klingon -a made.jsonl'; do
    # shellcheck disable=SC2086 # two words
    submit $args form.csv
    refused ta-submit "[^ ]*: 'klingon' is not an encoding .*"
  done
  [ "$(echo made.*)" = 'made.*' ]
}

@test "encodings: no name at all is refused too, whatever the locale" {
  form >form.csv
  for locale in C C.UTF-8; do
    LC_ALL=$locale submit --encoding '' form.csv
    refused ta-submit '.*encoding.*'
  done
}

# rejected FILE LINE:COLUMN...: the last run rejected the rows with these places and
# no others, and put nothing in their place.
rejected() {
  local place file=$1
  shift
  [ "$rc" -eq 1 ] || { echo "status $rc"; cat err; return 1; }
  grep -oP "^ta-submit: $file:\\K[0-9]+:[0-9]+(?=: row [0-9]+: .*\\[not-a-record\\]\$)" err >places
  same <(printf '%s\n' "$@") places || { cat err; return 1; }
  # neither U+FFFD nor any other byte for what was no text
  run ! grep -qF $'\xef\xbf\xbd' out
  iconv -f utf-8 -t utf-8 out >/dev/null
  tail -1 err | grep -q ", $# rejected"
}

@test "encodings: bytes that are none in Windows-1252 are a reject, and the rest goes on" {
  { echo "$header"; row 2 one; row 3 $'tw\x81o'; row 4 caf$'\xe9'; row 5 $'\x9d'; row 6 last; } >form.csv
  submit --encoding windows-1252 -r rejects.csv form.csv
  gives one café last
  rejected form.csv 3:55 5:53
  map 'encoding: windows-1252'
  submit -m map.yaml -r rejects.csv form.csv
  gives one café last
  rejected form.csv 3:55 5:53
  [ "$(column ta_line rejects.csv | paste -sd,)" = 3,5 ]
  # in a cell of several lines: the line of the byte
  { echo "$header"; row 2 $'"one\ntwo\nth\x8free"'; row 3 last; } >form.csv
  submit --encoding windows-1252 form.csv
  gives last
  rejected form.csv 4:3
  # typed again, in UTF-8 as the file of rejects is, and with the form's map
  sed -i $'s/tw\x81o/tw\xc3\xb6/; s/\x9d/five/; s/not-a-record//' rejects.csv
  submit -q -m map.yaml rejects.csv
  gives twö five
}

@test "encodings: a lone surrogate and an odd last byte in UTF-16 are rejects" {
  for how in le be; do
    [ $how = le ] && high='\x3d\xd8' low='\x00\xdc' mark='\xff\xfe' || high='\xd8\x3d' low='\xdc\x00' mark='\xfe\xff'
    to() { iconv -f utf-8 -t utf-16$how; }
    start='11/9/2026,b@example.org,Lawyer,General Information,tw'
    { printf "$mark"
      { echo "$header"; row 2 one; printf %s "$start"; } | to; printf "$high"
      { echo o; row 4 $'\xf0\x9f\x98\x80'; printf %s "$start"; } | to; printf "$low"
      { echo o; printf %s "$start"; } | to; printf "$high"
      { echo; row 7 seven; } | to; } >form.csv
    submit form.csv
    gives one $'\xf0\x9f\x98\x80' seven || { echo $how; return 1; }
    rejected form.csv 3:54 5:54 6:54
    # an odd byte at the end: of a row, and alone behind the last line end
    { printf "$mark"; { echo "$header"; row 2 one; printf %s "$start"; } | to; printf o; } >form.csv
    submit form.csv
    gives one
    rejected form.csv 3:54
    { printf "$mark"; { echo "$header"; row 2 one; } | to; printf o; } >form.csv
    submit form.csv
    gives one
    rejected form.csv 3:1
  done
}

@test "encodings: bytes that are not UTF-8 are a reject, and the rest goes on" {
  { echo "$header"; row 2 one; row 3 $'tw\xffo'; row 4 caf$'\xc3\xa9'; row 5 $'\xc3'; row 6 $'\xed\xa0\x80'
    row 7 $'\xc0\xaf'; row 8 $'\xf4\x90\x80\x80'; row 9 $'caf\xe9'; row 10 last; } >form.csv
  submit form.csv
  gives one café last
  rejected form.csv 3:55 5:53 6:53 7:53 8:53 9:56
  # a NUL and other controls are no text either
  { echo "$header"; row 2 one; row 3 two | sed 's/two/tw\x00o/'; row 4 $'\x07'; row 5 last; } >form.csv
  submit form.csv
  gives one last
  rejected form.csv 3:55 4:53
  # nobody can say what a header with them means
  { echo "$header"$'\xff'; row 2 one; } >form.csv
  submit form.csv
  refused ta-submit 'form\.csv:1:43: .*'
}

# Two header rows

two='columns: {How can we reach you? - Email: email, Topics - Ethics: {field: topics, item: ethics}, Topics - T visas: {field: topics, item: t-visa}}'
two_rows() {
  echo 'Timestamp,How can we reach you?,,Role,Assistance,Facts,Topics,'
  echo ',Email,Phone,,,,Ethics,T visas'
  echo '11/2/2026,a@example.org,1,Lawyer,General Information,one,Ethics,'
  echo '11/2/2026,b@example.org,2,Lawyer,General Information,two,,T visas'
}

@test "header rows: two are joined, a blank question is the one before, and lines are the file's" {
  map 'header_rows: 2' "$two"
  two_rows >form.csv
  submit -m map.yaml form.csv
  gives one two
  counts '2 read, 2 taken; files with two header rows: 1'
  [ "$(head -1 out)" = 'received,email,How can we reach you? - Phone,role,assistance,facts,topics,id,ta_source,ta_line' ]
  same <(printf '%s\n' 'ethics 3' 't-visa 4') <(mlr --icsv --onidx cut -o -f topics,ta_line out)
  # a quoted one of two lines, and blank lines, between
  two_rows | sed '1s/Facts/"Facts\nand Questions"/; 2s/^/\n/' >form.csv
  submit -m map.yaml form.csv
  [ "$(column ta_line out | paste -sd,)" = 5,6 ]
}

@test "header rows: both met again are not records, and one alone is refused" {
  map 'header_rows: 2' "$two"
  two_rows >form.csv
  cat form.csv form.csv >both.csv
  submit -m map.yaml both.csv
  gives one two
  grep -q 'rows equal to the header, passed over: 2' err
  counts '4 read, 2 taken, 2 already there; files with two header rows: 1'
  two_rows | head -1 >form.csv
  submit -m map.yaml form.csv
  refused ta-submit 'form\.csv: there is one header row, and the map says two'
  # a map that says one reads the second as a request: it has nothing, and is found out
  map 'columns: {How can we reach you?: email}'
  two_rows >form.csv
  submit -m map.yaml form.csv
  [ "$(mlr --icsv --onidx count out)" -eq 3 ]
}

# Blanks and quotes

@test "blanks: outer ones of cells without quotes are dropped and counted, all others kept" {
  { echo 'Timestamp , Email, Your role,Assistance,Facts'
    row 2 '  out  side  '; row 3 '"  in  side  "'; row 4 '  "quoted"  '; row 5 $'\ttab\t'; row 6 '"" '
    row 7 $'"\n line \n"'; row 8 plain; } >form.csv
  submit form.csv
  gives 'out  side' '  in  side  ' quoted tab '' $'\n line \n' plain
  # three headings, and four cells
  counts '7 read, 7 taken; cells that lost outer blanks: 7'
  # behind a tab as delimiter the tab is no blank
  { echo "$header" | with '\t'; row 2 ' x ' | with '\t'; row 3 '' | with '\t'; } >form.csv
  submit form.csv
  gives x ''
  counts '2 read, 2 taken; cells that lost outer blanks: 1; files with tabs between cells: 1'
}

@test "blanks: a row of nothing else is a blank line, however wide it is" {
  { form; echo ',,,,'; echo ' ,"",'; echo ',,,,,,,,'; row 4 more; echo ',,,,'; } >form.csv
  submit -r rejects.csv form.csv
  gives 'café “x”' why more
  counts '3 read, 3 taken; blank lines passed over: 4; cells that lost outer blanks: 1'
  [ "$(mlr -S --icsv --ojson cut -f ta_line out | jq -r '.[].ta_line' | paste -sd,)" = 2,3,7 ]
  # what they surround is a row as any other
  { form; echo ',,,,x'; } >form.csv
  submit form.csv
  counts '3 read, 3 taken'
  # behind intake nothing is passed over
  { echo id,received; echo ,; } >strict.csv
  ta-validate -q strict.csv 2>/dev/null | tail -1 | grep -q '^,,'
}

@test "quotes: a stray one inside a cell without quotes is kept and counted" {
  { echo "$header"; row 2 'a "stray" one'; row 3 '5" pipe'; row 4 'end"'; row 5 '"a ""doubled"" one"'; row 6 ' 6" '
    row 7 plain; } >form.csv
  submit form.csv
  gives 'a "stray" one' '5" pipe' 'end"' 'a "doubled" one' '6"' plain
  counts '6 read, 6 taken; cells that lost outer blanks: 1; stray quotes kept: 5'
  # and what is written is CSV that the strict tools read
  ta-validate -q out | mlr -S --icsv --ojsonl cut -f facts | jq -r .facts | same facts -
}

@test "summary: every leniency is counted, over all files" {
  map 'header_rows: 2' 'encoding: windows-1252' "$two"
  { echo 'sep=;'; echo; two_rows | with ';' | sed '4s/two/ tw"o/'; } | sed 's/one/caf\xe9/' >one.csv
  { two_rows | with '\t' | sed 's/[ab]@/c&/; 4s/two/tw"o"/; 3s/^/\n\n/'; } >two.csv
  submit -m map.yaml one.csv two.csv
  gives café 'tw"o' one 'tw"o"'
  counts '4 read, 4 taken; blank lines passed over: 3; cells that lost outer blanks: 1; stray quotes kept: 3; files with semicolons between cells: 1; files with tabs between cells: 1; sep= lines taken: 1; files with two header rows: 2; files converted to UTF-8: 2'
  # quiet is quiet, and what is plain has nothing to count
  submit -q -m map.yaml one.csv two.csv
  [ ! -s err ]
  form >form.csv
  submit form.csv
  counts '2 read, 2 taken'
}

# The strict tools

strict='id,received,email,role,assistance,facts,ta_findings,ta_due,ta_target
1,2026-11-02,a@example.org,attorney,case-consultation,why,,2026-11-20,2026-11-20
2,2026-11-02,b@example.org,attorney,case-consultation,why,,2026-11-20,2026-11-20'

@test "strict: behind intake the tools refuse what intake takes" {
  mkdir in
  edit() { sed "$2" <<<"$strict" >"in/$1.csv"; }
  edit stray '3s/why/wh"y/'
  edit goes-on '3s/why/"wh"y/'
  edit blank-quote '3s/why/ "why"/'
  edit quote-blank '3s/why/"why" /'
  edit unclosed '3s/why/"why/'
  edit ragged-short '3s/why,/why/'
  edit ragged-long '3s/why/why,/'
  edit windows-1252 '3s/why/caf\xe9/'
  edit control '3s/why/\x07/'
  edit nul '3s/why/\x00/'
  edit sep '1s/^/sep=,\n/'
  { printf '\xff\xfe'; iconv -t utf-16le <<<"$strict"; } >in/utf-16le.csv
  { printf '\xfe\xff'; iconv -t utf-16be <<<"$strict"; } >in/utf-16be.csv
  iconv -t utf-16le <<<"$strict" >in/utf-16-bare.csv
  for tool in ta-validate ta-due ta-prioritize ta-route; do
    # the file itself is none of the reasons
    "$tool" -q <<<"$strict" | grep -q b@example.org
    for file in in/*.csv; do
      go "$tool" -q -o made "$file"
      refused "$tool" "$file(:[0-9]+)*: .*" || { echo "$tool $file"; return 1; }
      [ ! -e made ]
      case $file in
      *sep*) ;;
      *utf-16*) grep -qE '^[^ ]+ [^:]+:1:' err ;;
      *) grep -qE '^[^ ]+ [^:]+:3:' err || { cat err; return 1; } ;;
      esac
    done
  done
}

@test "strict: a header with semicolons or tabs is one heading, two header rows are a record" {
  with ';' <<<"$strict" >semicolon.csv
  with '\t' <<<"$strict" >tab.csv
  { echo 'sep=;'; with ';' <<<"$strict"; } >sep.csv
  for file in semicolon tab sep; do
    ta-validate "$file.csv" >out 2>err
    [ "$(head -1 out)" = "$(head -1 "$file.csv"),ta_valid,ta_findings" ]
    grep -q "the column 'role' is missing" err
    grep -q 'read, 0 valid' err
    for tool in ta-prioritize ta-route; do
      go "$tool" "$file.csv"
      refused "$tool" "$file\\.csv: the column 'ta_[a-z]*' is missing; .*" || { echo "$tool $file"; return 1; }
    done
  done
  { head -1 <<<"$strict"; echo 'a,b,c,d,e,f,,,'; sed 1d <<<"$strict"; } >two.csv
  ta-validate -q two.csv >out
  same <(echo a) <(mlr --icsv --onidx head -n 1 then cut -f id out)
  # outer blanks are the cell's
  echo "${strict//why/ why }" | ta-validate -q | grep -q ', why ,'
}

# Quotes that cannot be trusted

@test "quotes: a quoted cell that goes on stops everything at the line where it began" {
  for cell in '"two"x' '"two" x' '"two""x" y' '"two"	x' '"two
and"x' '"
two
"x"'; do
    { echo "$header"; row 2 one; row 3 "$cell"; row 4 three; } >form.csv
    for args in '-q' '-r made.rejects' '-o made.csv' '-a made.jsonl'; do
      # shellcheck disable=SC2086 # two words
      submit $args form.csv
      refused ta-submit 'form\.csv:3: row 3: .*closing quote.*' || { echo "$cell"; return 1; }
      [ "$(echo made.*)" = 'made.*' ]
    done
  done
  # a cell that begins on a later line than its row does
  { echo "$header,More"; row 2 $'"one\nline","two\nand"x'; row 3 three,; } >form.csv
  submit form.csv
  refused ta-submit 'form\.csv:3: row 2: .*closing quote.*'
  # lenient libcsv would swallow the row between, and count the same number of cells
  { echo "$header"; row 2 '"a" b'; row 3 'c" d'; row 4 three; } >form.csv
  submit form.csv
  refused ta-submit 'form\.csv:2: row 2: .*'
  { echo "${header/Facts/\"Fa\"cts}"; row 2 one; } >form.csv
  submit form.csv
  refused ta-submit 'form\.csv:1: row 1: .*closing quote.*'
}

@test "quotes: one that is never closed stops everything at the line where it began" {
  for cell in '"two' '"two""' '"two
lines' '"' '""" '; do
    { echo "$header"; row 2 one; row 3 "$cell"; row 4 three; } >form.csv
    for args in '-q' '-r made.rejects' '-o made.csv' '-a made.jsonl'; do
      # shellcheck disable=SC2086 # two words
      submit $args form.csv
      refused ta-submit 'form\.csv:3: row 3: .*never closed' || { echo "$cell"; return 1; }
      [ "$(echo made.*)" = 'made.*' ]
    done
  done
  { echo "$header,More"; row 2 $'"one\nline","two\nand'; row 3 three,; } >form.csv
  submit form.csv
  refused ta-submit 'form\.csv:3: row 2: .*never closed'
  printf '%s' "${header/Facts/\"Facts}" >form.csv
  submit form.csv
  refused ta-submit 'form\.csv:1: row 1: .*never closed'
}

@test "quotes: in row 40,000 of 100,000, by itself and among quoted cells; a ledger stays as it was" {
  # N is the line of the quote, Q what stands around the facts of the others
  long_export() {
    awk -v n="$1" -v q="$2" 'BEGIN {
      print "id,received,email,role,assistance,facts"
      for (i = 2; i <= 100001; i++)
        printf "%d,2026-11-02,a%d@example.org,attorney,case-consultation,%swhy %d%s\n", i, i, i == n ? "\"" : q, i, i == n ? "" : q
    }'
  }
  long_export 0 '' | head -3 >some.csv
  ta-submit -q -a ledger some.csv
  cp -p ledger before
  long_export 40001 '' >bare.csv
  long_export 40001 '"' >quoted.csv
  sed '40001s/$/" so/' bare.csv >goes-on.csv
  for file in bare quoted goes-on; do
    for args in -q '-o made.csv' '-a made.jsonl' '-a ledger'; do
      # shellcheck disable=SC2086 # two words
      submit $args $file.csv
      refused ta-submit "$file\\.csv:40001: row 40001: .*quote.*" || { echo "$file $args"; return 1; }
    done
  done
  [ "$(echo made.*)" = 'made.*' ]
  cmp before ledger
}

# Ragged rows

@test "ragged rows: one that is fed in again as it is stays a reject, until its surplus cells have a place" {
  { form; row 4 why,more; } >form.csv
  submit -r rejects.csv form.csv
  cp rejects.csv first.csv
  submit -r again.csv first.csv
  [ "$rc" -eq 1 ]
  grep -qE '^ta-submit: first.csv:2: row 2: .*a part of the row is still in ta_extra; put it where it belongs, then empty ta_extra and ta_rule \[not-a-record\]$' err
  [ "$(column ta_extra again.csv)" = more ]
  for cell in ta_extra ta_rule; do
    mlr -S --csv put "\$$cell = \"\"" again.csv >half.csv
    submit half.csv
    [ "$rc" -eq 1 ] || { echo "$cell"; return 1; }
  done
  mlr -S --csv put '$ta_extra = ""; $ta_rule = ""' again.csv >mended.csv
  submit mended.csv
  [ "$rc" -eq 0 ]
  gives why
}

@test "rejects: whatever was wrong with a row, it is one again each time, until a person has emptied ta_rule" {
  local suffix time
  { echo "$header"; row 3 two | cut -d, -f1-4; row 4 three,more; row 5 $'caf\xe9'; row 6 $'a\x01b'
    row 7 $'a\rb'; echo lonely; printf '11/8/2026,a@example.org,Lawyer,General Information,'; head -c 1100000 /dev/zero | tr '\0' a; echo; } >form.csv
  for suffix in csv jsonl yaml; do
    submit -r "one.$suffix" form.csv
    counts '7 read, 0 taken, 7 rejected'
    cp "one.$suffix" first
    for time in 1 2; do
      submit -r "two.$suffix" -a ledger.jsonl "one.$suffix"
      [ "$rc" -eq 1 ] && counts '7 read, 0 taken, 7 rejected' || { echo "$suffix $time"; cat err; return 1; }
      mv "two.$suffix" "one.$suffix"
    done
    # and the file says still why
    [ "$suffix" != csv ] || same <(column ta_message first) <(column ta_message one.csv)
  done
  grep -qE '^ta-submit: one.yaml:[0-9]+: row [0-9]+: .*it was no record when it was rejected; correct it, then empty ta_rule \[not-a-record\]$' err
  # what is judged anew needs no such cell
  submit -q -a ledger.jsonl <(echo "id,$header"; echo "1,$(row 2 one)")
  submit -r one.csv -a ledger.jsonl <(echo "id,$header"; echo "1,$(row 2 other)")
  [ "$(column ta_rule one.csv)" = id-taken ]
  sed -i 's/^1,/2,/' one.csv
  submit -q -a ledger.jsonl --new one.csv
  [ "$rc" -eq 0 ]
}

@test "rejects: an event that was no record is one again, by ta-submit and by ta-log, until somebody has emptied ta_rule" {
  printf '%s\n' id,event,at,note 1,closed,2026-11-05 >events.csv
  printf '%s\n' id,received,email,role,assistance,facts,ta_event,at,note 1,,,,,,closed,2026-11-05 >rows.csv
  ta-submit -q -a desk.jsonl -F id=1 -F role=attorney --received 2026-11-02
  go ta-log -a desk.jsonl -r one.csv events.csv
  [ "$rc" -eq 1 ]
  go ta-log -a desk.jsonl -r two.csv one.csv
  [ "$rc" -eq 1 ]
  grep -q 'it was no record when it was rejected; correct it, then empty ta_rule \[not-a-record\]$' err
  same one.csv two.csv
  mlr -S --csv put '$note = "done"; $ta_rule = ""' two.csv >mended.csv
  go ta-log -q -a desk.jsonl mended.csv
  [ "$rc" -eq 0 ]
  [ "$(grep -c '"closed"' desk.jsonl)" -eq 1 ]
  go ta-submit -r one.csv rows.csv desk.jsonl
  [ "$rc" -eq 1 ]
  go ta-submit -q -r two.csv one.csv desk.jsonl
  [ "$rc" -eq 1 ]
  [ "$(column ta_rule two.csv)" = not-a-record ]
}

@test "ragged rows are rejects, and the rest goes on" {
  { echo "$header"; row 2 one; row 3 two | cut -d, -f1-4; row 4 three; row 5 four,five,six; row 6 seven; echo lonely; } >form.csv
  submit -r rejects.csv form.csv
  [ "$rc" -eq 1 ]
  gives one three seven
  counts '6 read, 3 taken, 3 rejected'
  same <(printf '%s\n' 'ta-submit: form.csv:3: row 3: the row has 4 cells and the header 5 [not-a-record]' \
    'ta-submit: form.csv:5: row 5: the row has 7 cells and the header 5 [not-a-record]' \
    'ta-submit: form.csv:7: row 7: the row has 1 cells and the header 5 [not-a-record]') <(head -3 err)
  same <(printf '%s\n' "$header,ta_extra,ta_row,ta_line,ta_column,ta_rule,ta_message" \
    '11/3/2026,a3@example.org,Lawyer,General Information,,,3,3,,not-a-record,the row has 4 cells and the header 5' \
    '11/5/2026,a5@example.org,Lawyer,General Information,four,"five,six",5,5,,not-a-record,the row has 7 cells and the header 5' \
    'lonely,,,,,,7,7,,not-a-record,the row has 1 cells and the header 5') rejects.csv
  # a lost row is said even quietly, where it is kept nowhere
  submit -q form.csv
  [ "$rc" -eq 1 ]
  [ "$(grep -c not-a-record err)" -eq 3 ]
}

# Dates

# dates [ARGUMENT...]: lines "WRITTEN | WANTED" on standard input: as receipt and as
# deadline a form's WRITTEN becomes WANTED, a date. Without it, it stays, perhaps
# with the name of a zone behind it, and ta-validate finds both.
dates() {
  local failed=0 written wanted got deadline findings
  sed 's/ *| */|/' >table
  { echo id,received,email,role,assistance,facts,deadline
    awk -F'|' '{ printf "%d,\"%s\",a@example.org,attorney,case-consultation,why,\"%s\"\n", NR, $1, $1 }' table; } >dates.csv
  ta-submit -q "$@" dates.csv | ta-validate -q |
    mlr -S --icsv --onidx --ofs '|' cut -o -f received,deadline,ta_findings >got
  [ "$(wc -l <table)" -eq "$(wc -l <got)" ] || { cat got; return 1; }
  while IFS='|' read -r written wanted got deadline findings; do
    if [ -n "$wanted" ]; then
      [ "$got|$deadline" = "$wanted|$wanted" ] && [[ $findings != *-invalid* ]]
    else
      [[ $got == "$written"* && $deadline == "$got" &&
        ";$findings;" == *';received-invalid;deadline-invalid;'* ]]
    fi || { failed=1; echo "$written became $got and $deadline: $findings"; }
  done < <(paste -d'|' table got)
  [ "$(wc -l <table)" -gt 3 ] && [ "$failed" -eq 0 ]
}

@test "dates: ISO always, with a time and an offset, in the office's" {
  for order in '' mdy dmy ymd; do
    map ${order:+"dates: $order"}
    dates -m map.yaml <<'TABLE' || { echo "$order"; return 1; }
2026-11-02                | 2026-11-02
2026-02-11                | 2026-02-11
2028-02-29                | 2028-02-29
2026-11-02 14:03          | 2026-11-02T14:03:00-08:00
2026-11-02T14:03:22       | 2026-11-02T14:03:22-08:00
2026-11-02T14:03:22.123Z  | 2026-11-02T06:03:22-08:00
2026-11-02T14:03:22+05:30 | 2026-11-02T00:33:22-08:00
2026-11-02T03:00:00+01:00 | 2026-11-01T18:00:00-08:00
2026/11/02                | 2026-11-02
2026/11/2 6:31:58 PM      | 2026-11-02T18:31:58-08:00
TABLE
  done
}

@test "dates: the order that the policy or the map gives, and no other" {
  mdy='11/2/2026              | 2026-11-02
2/11/2026              | 2026-02-11
11-2-2026              | 2026-11-02
11.2.2026              | 2026-11-02
1/15/2027              | 2027-01-15
11/24/2026 14:03:22    | 2026-11-24T14:03:22-08:00
11/24/2026 2:03 PM     | 2026-11-24T14:03:00-08:00
11/24/2026 2:03:22pm   | 2026-11-24T14:03:22-08:00
11/24/2026 12:03 am    | 2026-11-24T00:03:00-08:00
11/24/2026 12:03 PM    | 2026-11-24T12:03:00-08:00
15/1/2027              |
24.11.2026             |
4/31/2026              |
31/4/2026              |'
  dates <<<"$mdy"
  map 'dates: mdy'
  dates -m map.yaml <<<"$mdy"
  map 'dates: dmy'
  dates -m map.yaml <<'TABLE'
11/2/2026              | 2026-02-11
2/11/2026              | 2026-11-02
2.11.2026              | 2026-11-02
02.11.2026 14:03       | 2026-11-02T14:03:00-08:00
02/11/2026 9.30.15     | 2026-11-02T09:30:15-08:00
2.11.2026 21.30        | 2026-11-02T21:30:00-08:00
2.11.2026 9.30 PM      | 2026-11-02T21:30:00-08:00
2.11.2026 kl. 9.30     | 2026-11-02T09:30:00-08:00
2.11.2026 klo 21.30    | 2026-11-02T21:30:00-08:00
2.11.2026 9.3          |
2.11.2026 9:30.15      |
2026-11-02 9.30        |
24.11.2026             | 2026-11-24
15/1/2027              | 2027-01-15
1/15/2027              |
11/24/2026 14:03:22    |
31.4.2026              |
4.31.2026              |
TABLE
  # an order that has the year first says nothing of dates that have it last
  map 'dates: ymd'
  dates -m map.yaml <<'TABLE'
2026/11/2              | 2026-11-02
2026.2.11              | 2026-02-11
2026/11/2 1:05 PM      | 2026-11-02T13:05:00-08:00
2/11/2026              |
11/24/2026             |
24.11.2026             |
2026/24/11             |
TABLE
}

@test "dates: a wrong day, a wrong time and a year of two digits are kept and found" {
  for order in mdy dmy ymd; do
    map "dates: $order"
    dates -m map.yaml <<'TABLE' || { echo "$order"; return 1; }
2026-04-31           |
2026-02-29           |
2026-13-01           |
2026-00-10           |
2026-11-00           |
31/04/2026           |
04/31/2026           |
30/02/2026           |
02/30/2026           |
11/2/26              |
2/11/26 14:03        |
26-11-02             |
26/11/02             |
2.11.26              |
11/2/026             |
11/2/02026           |
2026-11-02 24:00     |
2026-11-02T24:00:00Z |
2026/11/02 24:00     |
11/11/2026 24:00     |
11/11/2026 23:60     |
11/11/2026 13:00 PM  |
11/11/2026 0:30 AM   |
11/11/2026 14        |
11/11/2026 14:03:22: |
1900-01-01           |
01/01/1900           |
1969-12-31           |
2126-11-24           |
11/11/2126           |
2101-01-01           |
20261102             |
46328                |
46328.5857           |
11-2026              |
11/2                 |
Nov 2, 2026          |
2 November 2026      |
Monday               |
tomorrow             |
11/11.2026           |
2026-11-02x          |
11/11/2026 14:03 at the office |
TABLE
  done
}

@test "dates: a zone that is written counts, by its name or by GMT" {
  dates <<'TABLE'
2022/10/17 6:31:58 PM EST    | 2022-10-17T16:31:58-07:00
2022/10/17 6:31:58 PM EDT    | 2022-10-17T15:31:58-07:00
2022/10/17 6:31:58 PM PDT    | 2022-10-17T18:31:58-07:00
2022/10/17 6:31:58 PM PST    | 2022-10-17T19:31:58-07:00
2022/10/17 6:31:58 PM GMT-7  | 2022-10-17T18:31:58-07:00
2022/10/17 6:31:58 PM UTC    | 2022-10-17T11:31:58-07:00
2022/10/17 6:31:58 PM GMT+5:30 | 2022-10-17T06:01:58-07:00
11/2/2026 14:03 EST          | 2026-11-02T11:03:00-08:00
11/2/2026 1:03 AM EST        | 2026-11-01T22:03:00-08:00
11/2/2026 14:03:22 CST       | 2026-11-02T12:03:22-08:00
11/2/2026 1:03 PM IST        |
11/2/2026 1:03 PM XYZ        |
11/2/2026 1:03 PM Eastern    |
TABLE
  # the map's zone is for times that have none
  map 'timezone: Europe/Berlin'
  dates -m map.yaml <<'TABLE'
11/2/2026 1:03 PM            | 2026-11-02T04:03:00-08:00
11/2/2026 1:03 PM EST        | 2026-11-02T10:03:00-08:00
2026-11-02T13:03:00Z         | 2026-11-02T05:03:00-08:00
11/2/2026 1:03 PM IST        |
11/2/2026                    | 2026-11-02
TABLE
}

@test "dates: PST and PDT after a time of 24 hours, as every other zone" {
  dates <<'TABLE'
11/2/2026 14:03 PST          | 2026-11-02T14:03:00-08:00
11/2/2026 14:03:22 PST       | 2026-11-02T14:03:22-08:00
10/2/2026 14:03 PDT          | 2026-10-02T14:03:00-07:00
2026/11/02 9:03:22 PST       | 2026-11-02T09:03:22-08:00
TABLE
}

@test "dates: the map's zone across its changes of clock, and the office's" {
  map 'dates: dmy' 'timezone: Europe/Berlin'
  dates -m map.yaml <<'TABLE'
29.03.2026 01:59:59          | 2026-03-28T17:59:59-07:00
29.03.2026 02:00             |
29.03.2026 02:30             |
29.03.2026 02:59:59          |
29.03.2026 03:00             | 2026-03-28T18:00:00-07:00
25.10.2026 01:59:59          | 2026-10-24T16:59:59-07:00
25.10.2026 02:00             |
25.10.2026 02:30             |
25.10.2026 02:59:59          |
25.10.2026 03:00             | 2026-10-24T19:00:00-07:00
2026-10-25 02:30             |
2026-10-25T02:30:00+02:00    | 2026-10-24T17:30:00-07:00
2026-10-25T02:30:00+01:00    | 2026-10-24T18:30:00-07:00
25.10.2026                   | 2026-10-25
08.03.2026 10:59             | 2026-03-08T01:59:00-08:00
08.03.2026 11:00             | 2026-03-08T03:00:00-07:00
01.11.2026 09:30             | 2026-11-01T01:30:00-07:00
01.11.2026 10:30             | 2026-11-01T01:30:00-08:00
02.11.2026 08:59             | 2026-11-01T23:59:00-08:00
02.11.2026 09:00             | 2026-11-02T00:00:00-08:00
31.04.2026 10:00             |
TABLE
  map 'timezone: America/New_York'
  dates -m map.yaml <<'TABLE'
3/8/2026 1:59 AM             | 2026-03-07T22:59:00-08:00
3/8/2026 2:30 AM             |
3/8/2026 3:00 AM             | 2026-03-07T23:00:00-08:00
11/1/2026 12:59 AM           | 2026-10-31T21:59:00-07:00
11/1/2026 1:00 AM            |
11/1/2026 1:30 AM            |
11/1/2026 1:59:59 AM         |
11/1/2026 2:00 AM            | 2026-11-01T00:00:00-07:00
11/1/2026 1:30 AM EDT        | 2026-10-31T22:30:00-07:00
11/1/2026 1:30 AM EST        | 2026-10-31T23:30:00-07:00
11/2/2026 2:59 AM            | 2026-11-01T23:59:00-08:00
TABLE
  # a zone that has no changes
  map 'timezone: Asia/Kolkata'
  dates -m map.yaml <<'TABLE'
3/8/2026 3:29 PM             | 2026-03-08T01:59:00-08:00
3/8/2026 3:30 PM             | 2026-03-08T03:00:00-07:00
11/1/2026 2:00 PM            | 2026-11-01T01:30:00-07:00
11/1/2026 3:00 PM            | 2026-11-01T01:30:00-08:00
TABLE
}

@test "dates: a time that the office's clock showed twice or never keeps its day, gets no offset, and is found" {
  { echo id,received,email,role,assistance,facts
    for time in '3/8/2026 2:00' '3/8/2026 2:30 AM' '2026-03-08 02:59:59' '11/1/2026 1:00' '11/1/2026 1:30 AM' '2026-11-01T01:59:59' \
      '3/8/2026 1:59' '3/8/2026 3:00' '11/1/2026 0:59' '11/1/2026 2:00'; do
      n=$((${n:-0} + 1))
      echo "$n,$time,a@example.org,attorney,case-consultation,why"
    done; } >times.csv
  printf '%s\n' 2026-03-08T02:00:00+ 2026-03-08T02:30:00+ 2026-03-08T02:59:59+ 2026-11-01T01:00:00+ 2026-11-01T01:30:00+ \
    2026-11-01T01:59:59+ 2026-03-08T01:59:00-08:00 2026-03-08T03:00:00-07:00 2026-11-01T00:59:00-07:00 \
    2026-11-01T02:00:00-08:00 >wanted
  map 'timezone: America/Los_Angeles'
  for args in '' '-m map.yaml'; do
    # + where a finding tells that the time is not sure
    # shellcheck disable=SC2086 # two words
    ta-submit -q $args times.csv | ta-validate -q |
      mlr -S --icsv --onidx put -q 'print $received . ($ta_findings =~ "received-" ? "+" : "")' | same wanted -
  done
}

# Answers

# answers COLUMN [ARGUMENT...]: lines "CELL => WANTED" on standard input.
answers() {
  local column=$1
  shift
  sed 's/ *=> */\t/' >table
  { echo "received,email,role,assistance,facts,$column"
    awk -F'\t' '{ gsub(/"/, "\"\"", $1); gsub(/\\n/, "\n", $1); printf "2026-11-02,a%d@example.org,attorney,general-information,why,\"%s\"\n", NR, $1 }' table; } >answers.csv
  quietly ta-submit -q "$@" answers.csv >answered.csv
  mlr -S --icsv --onidx put -q "print gsub(\${$column}, \"\n\", \"\\\\n\")" answered.csv | paste -d'\t' <(cut -f1 table) - >got
  [ "$(wc -l <table)" -gt 2 ]
  same table got
}

@test "yes-no: every way to say it, and what says neither stays and is found" {
  answers own_case <<'TABLE'
yes => yes
Yes => yes
YES => yes
y => yes
true => yes
TRUE => yes
1 => yes
x => yes
X => yes
checked => yes
Checked => yes
no => no
No => no
n => no
N => no
false => no
0 => no
unchecked => no
  yes   => yes
TABLE
  answers own_case <<'TABLE'
maybe => maybe
yes please => yes please
ja => ja
2 => 2
01 => 01
✓ => ✓
TABLE
  # "yes please" may be a survivor's, who is asked nothing
  ta-validate -q answered.csv | column ta_findings >found
  [ "$(grep -c own_case-invalid found)" -eq 5 ]
  [ "$(grep -c may-be-survivor found)" -eq 1 ]
  map 'values: {own_case: {"Yes, I am": yes, Nein: no, ✓: yes, 2: no}}'
  answers own_case -m map.yaml <<'TABLE'
yes i am => yes
NEIN => no
2 => no
✓ => yes
checked => yes
perhaps => perhaps
TABLE
}

@test "lists: known options first, the longest first, then ; and , and lines" {
  answers topics <<'TABLE'
T visas => t-visa
t-visa => t-visa
T visas;Ethics => t-visa;ethics
T visas; Ethics; => t-visa;ethics
T visas, Ethics => t-visa;ethics
T visas\nEthics => t-visa;ethics
Criminal record relief => criminal-record-relief
Criminal record relief, including vacatur and expungement => criminal-record-relief
T visas, Criminal record relief, including vacatur and expungement, Ethics => t-visa;criminal-record-relief;ethics
criminal record relief; including VACATUR and expungement => criminal-record-relief;other: including VACATUR and expungement
Human trafficking analysis: is it trafficking under the law?, Ethics => trafficking-analysis;ethics
Ethics, ethics; ETHICS => ethics
;;Ethics;, => ethics
; =>
, =>
wage claims => other: wage claims
T visas, wage claims, back pay => t-visa;other: wage claims, back pay
wage claims, back pay, Ethics => other: wage claims, back pay;ethics
rent, Ethics, food => other: rent;ethics;other: food
rent; food => other: rent;other: food
Ethics; rent, food; more => ethics;other: rent, food;other: more
other => other
other: rent, food => other: rent, food
Other: rent => other: rent
t visa rfe => other: t visa rfe
TABLE
  # without a value "other", what is no option stays for ta-validate to find
  answers asks_for <<'TABLE'
A mentor, Final review of a filing => mentor;final-review
A mentor, a lift => mentor;a lift
mentor; extensive research => mentor;extensive-research
TABLE
  same <(printf '%s\n' 0 1 0) <(ta-validate -q answered.csv | mlr --icsv --onidx put -q 'print $ta_findings =~ "asks_for-invalid" ? 1 : 0')
}

@test "lists: with list_separator nothing else separates answers" {
  map 'list_separator: ";"'
  answers topics -m map.yaml <<'TABLE'
T visas;Ethics => t-visa;ethics
T visas; Ethics; => t-visa;ethics
Criminal record relief, including vacatur and expungement;Ethics => criminal-record-relief;ethics
T visas, Ethics;Civil => other: T visas, Ethics;civil
wage claims, back pay => other: wage claims, back pay
T visas\nEthics;x => other: T visas\nEthics;other: x
;;Ethics;; => ethics
TABLE
  map 'list_separator: ","'
  answers topics -m map.yaml <<'TABLE'
T visas,Ethics => t-visa;ethics
T visas, Ethics, => t-visa;ethics
rent; food,Ethics => other: rent, food;ethics
T visas;Ethics => other: T visas,Ethics
TABLE
  map 'list_separator: "\n"' 'values: {topics: {Clearing a criminal record: criminal-record-relief}}'
  answers topics -m map.yaml <<'TABLE'
T visas\nEthics => t-visa;ethics
Clearing a criminal record\nrent; food, more => criminal-record-relief;other: rent, food, more
T visas, Ethics\nCivil => other: T visas, Ethics;civil
TABLE
  map 'list_separator: "|"'
  answers topics -m map.yaml <<'TABLE'
T visas|Ethics => t-visa;ethics
a; b, c|Ethics| => other: a, b, c;ethics
T visas;Ethics => other: T visas,Ethics
TABLE
}

@test "lists: a column per choice, united with a write-in" {
  map 'columns:' '  Topic 1: {field: topics, item: ethics}' '  Topic 2: {field: topics, item: T-Visa}' \
    '  More: topics' '  Cert: {field: courses_passed, item: T Visas Part 1}'
  { echo 'received,Topic 1,email,role,assistance,facts,Topic 2,More,Cert'
    while IFS='|' read -r one two more cert _; do
      n=$((${n:-0} + 1))
      echo "2026-11-02,$one,a$n@example.org,attorney,general-information,why,$two,\"$more\",$cert"
    done; } >form.csv <<'TABLE'
yes|no||yes
Ethics|T visas||x
1|0||1
x|unchecked||checked
checked|||unchecked
no|NO||No
0|Unchecked||0
||Ethics|
|  |civil; rent, food|
x|x|T visas, rent|anything
off|-||not really
TABLE
  ta-submit -q -m map.yaml form.csv >out
  mlr -S --icsv --ojson cut -o -f topics,courses_passed out | jq -r '.[] | "\(.topics)|\(.courses_passed)"' >got
  same - got <<'TABLE'
ethics|t-visas-part-1
ethics;t-visa|t-visas-part-1
ethics|t-visas-part-1
ethics|t-visas-part-1
ethics|
|
|
ethics|
civil;other: rent, food|
ethics;t-visa;other: rent|t-visas-part-1
ethics;t-visa|t-visas-part-1
TABLE
  # a slug of the policy's list as the map writes it, and valid
  run ! grep invalid <(ta-validate -q out | column ta_findings)
}

@test "columns: several of one text are joined by a blank in the file's order, what is blank left out" {
  map 'columns: {Given: name, Family: name, Middle: name, Need 1: facts, Need 2: facts}'
  { echo 'received,Family,email,role,Middle,assistance,Need 2,Given,Need 1'
    echo '2026-11-02,Diaz,a@example.org,attorney,,general-information,two,Ana,one'
    echo '2026-11-02,,b@example.org,attorney,M.,general-information,"two
lines",Bo,'
    echo '2026-11-02,,c@example.org,attorney, ,general-information,,,"  "'; } >form.csv
  ta-submit -q -m map.yaml form.csv >out
  same <(printf '%s\n' '{"name":"Diaz Ana","facts":"two one"}' '{"name":"M. Bo","facts":"two\nlines"}' '{"name":"","facts":""}') \
    <(mlr -S --icsv --ojson cut -o -f name,facts out | jq -c '.[]')
  # two for a choice or a date cannot be one
  for field in role received email wants_call; do
    map "columns: {One: $field, Two: $field}"
    for name in received email role assistance; do [ "$name" = "$field" ] || printf '%s,' "$name"; done >form.csv
    printf 'One,Two\n2026-11-02,a@example.org,attorney,x,y\n' >>form.csv
    submit -m map.yaml form.csv
    refused ta-submit "form\\.csv: the columns 'One' and 'Two' both mean '$field'"
  done
}

@test "constants: only where the form says nothing" {
  map 'constants: {ovc_grantee: unsure, state: Nevada, topics: ethics, wants_call: no, assistance: General Information, received: 2026-11-02}' \
    'columns: {T: {field: topics, item: t-visa}, U: {field: topics, item: civil}}'
  { echo 'email,role,facts,State,T,U,Call'
    echo 'a@example.org,attorney,why,Ohio,x,no,x'
    echo 'b@example.org,attorney,why,"  ",0,,'; } | sed '1s/Call/wants_call/' >form.csv
  ta-submit -q -m map.yaml form.csv >out
  mlr -S --icsv --onidx --ofs '|' cut -o -f received,state,topics,wants_call,ovc_grantee,assistance out >got
  same <(printf '%s\n' '2026-11-02|Ohio|t-visa|yes|unsure|general-information' \
    '2026-11-02|Nevada|ethics|no|unsure|general-information') got
  # a required field that the form does not ask needs no column with one
  map 'constants: {ovc_grantee: unsure}'
  submit -m map.yaml form.csv
  refused ta-submit "form\\.csv: the required column 'received' is missing; .*"
}

@test "values: the form's words compare by slug, go before the policy's, and are of their field" {
  map 'values:' '  role: {Barrister & Solicitor: attorney, Advocate: other-professional}' \
    '  topics: {"Wage theft, and back pay": civil}' '  document: {Civil: other-document-review}'
  answers document -m map.yaml <<'TABLE'
civil => other-document-review
CIVIL! => other-document-review
Denial of a T visa => t-visa-denial
Barrister & Solicitor => Barrister & Solicitor
TABLE
  { echo received,email,Your role,assistance,facts,Topic
    echo '2026-11-02,a@example.org,barrister - solicitor,general-information,why,"wage theft and back pay, Ethics"'
    echo '2026-11-02,b@example.org,"Barrister, Solicitor",general-information,why,"Ethics, Wage theft, and back pay; Civil"'
    echo '2026-11-02,c@example.org,Advocate,general-information,why,Public benefits'; } >form.csv
  ta-submit -q -m map.yaml form.csv | mlr -S --icsv --onidx --ofs '|' cut -o -f role,topics >got
  same <(printf '%s\n' 'attorney|civil;ethics' 'attorney|ethics;civil' 'other-professional|benefits') got
}

@test "values: an answer that says there is none is blank, by the policy or the map" {
  { echo email,role,assistance,facts,received,courses_taken,attachments,deadline,asks_for,document,topics
    echo 'a@example.org,attorney,general-information,none,2026-11-02,None,Nothing attached,N/A,None of these,n/a,none'
    echo 'b@example.org,attorney,general-information,why,2026-11-02,"not yet, T Visas Part 1",none; EMP worksheet,No Deadline,no,No document,'
    echo 'c@example.org,attorney,general-information,why,2026-11-02,Nope,"Nothing, really",soon,Nope,Nope,Nope'; } >form.csv
  fields=facts,courses_taken,attachments,deadline,asks_for,document,topics
  ta-submit -q form.csv | mlr -S --icsv --onidx --ofs '|' cut -o -f $fields >got
  same <(printf '%s\n' 'none||||||' \
    'why|t-visas-part-1|emp-worksheet||||' \
    'why|nope|other: Nothing, really|soon|Nope|Nope|other: Nope') got
  map 'values:' '  courses_taken: {Nope: "", None: t-visas-part-1}' "  asks_for: {nope: ''}" '  document: {Nope: ""}'
  ta-submit -q -m map.yaml form.csv | mlr -S --icsv --ojson cut -o -f courses_taken,asks_for,document |
    jq -r '.[] | join("|")' >got
  same <(printf '%s\n' 't-visas-part-1||' \
    't-visas-part-1||' \
    '||') got
  # and none of them is an answer that the map does not know
  ta-map -q --with map.yaml form.csv >changes || [ "$?" -eq 1 ]
  same <(printf '%s\n' 'answer new: "Nothing, really", not a value of '"'attachments', seen: 1" 'answers new, not shown: 1') changes
  # the form has said it, so no constant takes its place
  map 'constants: {document: other-immigration}'
  [ "$(ta-submit -q -m map.yaml form.csv | column document | paste -sd,)" = ,,Nope ]
  # a text is whatever was written
  map 'values: {facts: {None: ""}}'
  submit -m map.yaml form.csv
  refused ta-submit "map\\.yaml:.*'facts' has no values: it is neither a choice nor a list"
}

@test "headings and answers of other scripts compare as they are written" {
  map 'columns: {Сообщение: facts, Имя: name}' 'values: {role: {Адвокат: attorney, Юрист: paralegal}}'
  { echo 'received,email,Your role,assistance,Имя,Сообщение'
    echo '2026-11-02,a@example.org,Адвокат,general-information,Ана,why'
    echo '2026-11-02,b@example.org,Юрист,general-information,Бо,how'; } >form.csv
  submit -m map.yaml form.csv
  gives why how
  same <(printf '%s\n' 'attorney Ана' 'paralegal Бо') <(mlr --icsv --onidx cut -o -f role,name out)
}

@test "encodings: a file of many blocks, with letters that lie across them" {
  mkdir utf8 other
  for pad in '' x; do
    printf 'Email,Role,Assistance,Facts%s\n' "$pad" >utf8/f.csv
    awk 'BEGIN { for (; n < 40; n++) text = text "日本語"
      for (i = 0; i < 1000; i++) print "a" i "@example.org,attorney,一般," text }' >>utf8/f.csv
    quietly ta-submit -q --received 2026-11-02 --encoding UTF-8 utf8/f.csv >one
    [ "$(wc -c <utf8/f.csv)" -gt 131072 ]
    for encoding in UTF-16LE UTF-32BE SHIFT_JIS EUC-JP ISO-2022-JP; do
      iconv -f UTF-8 -t "$encoding" utf8/f.csv >other/f.csv
      quietly ta-submit -q --received 2026-11-02 --encoding "$encoding" other/f.csv >two
      same one two || { echo "$encoding"; return 1; }
    done
  done
}
