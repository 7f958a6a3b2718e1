#!/usr/bin/env bats
# ta-map: a map that can be used as it stands and loses nothing, and what a form has come
# to have that its map does not know.
#
# shellcheck disable=SC2154 # stderr and output are set by run

load helper

exports() { printf '%s\n' "$examples"/exports/*.csv; }

# encoding_of EXPORT: the option that it needs.
encoding_of() { case $1 in */excel-semicolon.csv) echo --encoding=windows-1252 ;; esac; }

# map_of EXPORT: the shipped map.
map_of() {
  local name
  name=$(basename "$1" .csv)
  echo "$examples/maps/${name%-utf8}.yaml"
}

# draft EXPORT: its map, as printed, in draft.yaml.
draft() {
  # shellcheck disable=SC2046 # one option or none
  ta-map -q $(encoding_of "$1") -o draft.yaml "$1"
}

# taken MAP EXPORT: how many records ta-submit takes, which are in records.jsonl.
taken() {
  ta-submit -t jsonl -o records.jsonl -m "$1" "$2" 2>&1 | sed -n 's/^ta-submit: .* read, \([0-9]*\) taken.*/\1/p'
}

# line LINE...: each is in map.yaml or the file in $in.
line() {
  local text
  for text; do
    grep -qxF -- "$text" "${in:-map.yaml}" || { echo "not there: $text"; cat "${in:-map.yaml}"; return 1; }
  done
}

# changed REGEX...: the last ta-map --with, in out, says these and no others, with status 1.
changed() {
  local pattern n=0
  [ "$rc" -eq 1 ] || { echo "status $rc"; cat out err; return 1; }
  for pattern; do
    grep -qxE -- "$pattern" out || { echo "not said: $pattern"; cat out; return 1; }
    n=$((n + 1))
  done
  [ "$(wc -l <out)" -eq "$n" ] || { echo "more than that:"; cat out; return 1; }
  grep -qE ", changes: $n(;.*)?$" err || { cat err; return 1; }
}

# A map that can be used

@test "draft: of every export a map that loads, and as many records as by the shipped one" {
  for export in $(exports); do
    draft "$export"
    [ "$(taken draft.yaml "$export")" = 14 ] || { echo "$export"; return 1; }
    [ "$(taken "$(map_of "$export")" "$export")" = 14 ]
  done
  draft "$examples/google-forms.csv"
  [ "$(taken draft.yaml "$examples/google-forms.csv")" = 70 ]
  ta-submit -q -t jsonl "$examples/google-forms.csv" 2>/dev/null | same - records.jsonl
}

# What no export says is in the shipped maps only: that "BIA Accredited Rep" is a role and "Clearing a
# criminal record" a topic, and the zone of times in four of them.
@test "draft: role, assistance, topics and received are those of the shipped map, but for what no export says" {
  for export in $(exports); do
    draft "$export"
    taken draft.yaml "$export" >/dev/null
    jq -c '[.role, .assistance, .topics, .received[0:10], .received]' records.jsonl >got
    taken "$(map_of "$export")" "$export" >/dev/null
    jq -c '[.role, .assistance, .topics, .received[0:10], .received]' records.jsonl >wanted
    paste -d'\n' wanted got | jq -sr --arg name "$(basename "$export" .csv)" '
      [_nwise(2)] as $pairs | [$name] + [range(5) as $i | $pairs | map(select(.[0][$i] == .[1][$i])) | length] | join(" ")'
  done >alike
  same - alike <<'TABLE'
airtable 14 14 14 12 0
excel-semicolon 14 14 14 10 0
google-forms 14 14 14 14 14
google-sheet 14 14 14 14 14
gravity-forms 13 14 14 13 0
jotform 14 14 11 13 0
microsoft-forms 14 14 14 14 14
surveymonkey-utf8 14 14 14 14 14
surveymonkey 14 14 14 14 14
TABLE
}

@test "draft: what it prints knows its form: the headings and dates are none that --with tells of" {
  for export in $(exports) "$examples/google-forms.csv"; do
    draft "$export"
    go ta-map --with draft.yaml "$export"
    [ "$rc" -le 1 ]
    run ! grep -vE '^answers? new' out
    # and a shipped map knows its export
    [ "$export" = "$examples/google-forms.csv" ] || go ta-map --with "$(map_of "$export")" "$export"
    run ! grep -vE '^answers? new' out
  done
}

@test "draft: headings known, guessed and left over; a column a choice; answers; dates" {
  printf '%s\n' 'Timestamp,Email,Role,Type of Assistance Needed,Topics (Ethics),Topics - Civil litigation,Shoe size,"Say ""so"""' \
    '31/10/2026,a@example.org,Attorny,General Information,Ethics,,43,x' \
    '30/10/2026,b@example.org,Attorny,General Information,,Civil,44,' >f.csv
  run -0 --separate-stderr ta-map f.csv
  [ "$stderr" = "ta-map: 2 read" ]
  printf '%s\n' "$output" >map.yaml
  line 'dates: dmy' '  "Timestamp": received' '  "Role": role  # in doubt: 0 of 2 fit' \
    '  "Topics (Ethics)": {field: topics, item: ethics}  # guessed by its words' \
    '  "Topics - Civil litigation": {field: topics, item: civil}  # guessed by its words' \
    '  "Shoe size": pass  # filled: 2' '  "Say \"so\"": pass  # filled: 1' '#   role:' '#     "Attorny":  # seen: 2'
  # it can be used as it stands
  run -1 ta-submit -q -m map.yaml -o out.csv f.csv # "Attorny" is no answer
  [ "$(column received out.csv | paste -sd,)" = 2026-10-31,2026-10-30 ]
  [ "$(column topics out.csv | paste -sd,)" = ethics,civil ]
  # what it leaves to a person, a person does
  sed -i 's/^# values:/values:/; s/^#   role:/  role:/; s/^#     "Attorny":.*/    "Attorny": attorney/
    s/^  "Shoe size": pass.*/  "Shoe size": drop/' map.yaml
  run -0 ta-submit -q -m map.yaml -o out.csv f.csv
  [ "$(column role out.csv | sort -u)" = attorney ]
  run -1 grep -q Shoe out.csv
}

@test "draft: by words, and never two columns for a field that has one" {
  { echo 'When,Supervisor e-mail,First name,Last name,Email,Email1,Position held,Role,Role2,Company name,Other topics'
    echo '11/20/2026,s@example.org,Ana,Diaz,anonymous,a@example.org,Clerk,Attorney,x,Acme,pets'
    echo '11/21/2026,,Bo,Li,anonymous,b@example.org,Boss,Paralegal,y,Acme,'; } >f.csv
  ta-map -q f.csv >map.yaml
  line '  "When": received  # guessed by its cells' '  "Supervisor e-mail": supervisor_email  # guessed by its words' \
    '  "First name": name  # guessed by its words' '  "Last name": name  # guessed by its words' \
    '  "Email": pass  # filled: 2; perhaps '"'email', which has one column only" \
    '  "Email1": email  # guessed by its words' '  "Role": role' '  "Company name": pass  # filled: 2' \
    '  "Other topics": topics  # guessed by its words: 0 of 1 fit' \
    "# No column is 'assistance', which is required."
  run -1 grep -E 'Role2": role|Position held": role' map.yaml
}

@test "draft: by cells: addresses, dates, answers of one choice; a yes and a no are of no field" {
  { echo 'A,B,C,D,E,F,G,H'
    echo 'a@example.org,11/20/2026 9:00:00,Attorney,Case Consultation,Ethics;Civil,Yes,12/20/2026,attorney'
    echo 'b@example.org,11/21/2026 9:00:00,Paralegal,General Information,Ethics,No,,attorney'
    echo 'c@example.org,11/21/2026 9:00:00,Case manager,General Information,pets,Yes,,attorney'
    echo 'd@example.org,11/22/2026 9:00:00,Attorney,Document Review,T visas;Ethics,No,1/2/2027,attorney'
    echo 'e@example.org,11/22/2026 9:00:00,Attorney,Document Review,Civil,No,,attorney'; } >f.csv
  ta-map -q f.csv >map.yaml
  line '  "A": email  # guessed by its cells' '  "B": received  # guessed by its cells' \
    '  "C": role  # guessed by its cells' '  "D": assistance  # guessed by its cells' \
    '  "E": topics  # guessed by its cells: 4 of 5 fit' '  "F": pass  # filled: 5' \
    '  "G": deadline  # guessed by its cells' '  "H": pass  # filled: 5' 'list_separator: ";"' 'dates: mdy'
  [ "$(taken map.yaml f.csv)" = 5 ]
  [ "$(jq -r '[.deadline // "", .role] | join(" ")' records.jsonl | head -1)" = '2026-12-20 attorney' ]
}

@test "draft: dates that fit two orders, or none; what begins with the year" {
  dates() { { echo 'Timestamp,Email'; printf '%s,a@example.org\n' "$@"; } | ta-map -q | grep '^dates' || true; }
  [ "$(dates 11/20/2026 11/2/2026)" = 'dates: mdy' ]
  [ "$(dates 20.11.2026 2.11.2026)" = 'dates: dmy' ]
  [ "$(dates 1/2/2026 2026-11-02)" = 'dates: mdy  # in doubt: dmy fits all 2 as well' ]
  [ "$(dates 13/2/2026 2/13/2026 3/2/2026 13/3/2026)" = 'dates: dmy  # in doubt: 3 of 4 fit' ]
  [ "$(dates 2026-11-02 '2026/11/2 9:00:00 AM')" = 'dates: ymd' ]
  [ "$(dates soon later)" = '' ]
}

@test "draft: the zone that times name, if it is one" {
  zone() { { echo 'Timestamp,Email'; printf '%s,a@example.org\n' "$@"; } | ta-map -q | grep '^timezone' || true; }
  [ "$(zone '2026/10/17 6:31:58 PM EST' '2026/11/17 6:31:58 PM EDT' '2026/11/17 6:31:58 PM')" = \
    'timezone: America/New_York  # 2 of 3 times say it' ]
  [ "$(zone '2026/10/17 6:31:58 PM GMT' '2026/10/17 6:31:58 PM EST')" = \
    'timezone: America/New_York  # in doubt, there are several: 2 of 2 times say it' ]
  [ "$(zone '2026/10/17 6:31:58 PM GMT-7' '2026-10-17T06:31:58-07:00' '2026-10-17')" = '' ]
}

@test "draft: uploads are no answers" {
  { echo 'Timestamp,Email,Role,Assistance,Facts,Attached documents,What kind of deadline is it?'
    for n in 1 2 3; do
      echo "11/2$n/2026,a$n@example.org,Attorney,General Information,why,\"https://files.example.org/$n, scan $n.pdf\",draft $n.docx"
    done; } >f.csv
  ta-map -q f.csv >map.yaml
  line '  "Attached documents": pass  # links or names of files, filled: 3' \
    '  "What kind of deadline is it?": pass  # links or names of files, filled: 3'
  run -1 grep -E 'files.example|scan|docx' map.yaml
  [ "$(taken map.yaml f.csv)" = 3 ]
  run -1 grep attachments records.jsonl
  # a few among answers are left out of them
  sed -i '2s/"https[^"]*"/Draft of the response; mine.pdf/; 3,4s/"https[^"]*"/EMP worksheet/' f.csv
  ta-map -q f.csv >map.yaml
  line '  "Attached documents": attachments'
  run -1 grep -F mine.pdf map.yaml
}

@test "draft: ids that are whole numbers may be those of another form, too: the line says so, and what to write" {
  comment="all whole numbers, as another form's may be: add 'id_prefix: ms-' or the like"
  form=id,Timestamp,Email,Role,Assistance,Facts
  printf '%s\n' "$form" "1,11/20/2026 8:00,a@example.org,Attorney,General Information,why" \
    "2,11/21/2026 8:00,b@example.org,Attorney,General Information,how" >f.csv
  ta-map -q f.csv >map.yaml
  line "  \"id\": id  # $comment"
  ta-map -q "$examples/exports/surveymonkey-utf8.csv" >map.yaml
  line "  \"Respondent ID\": id  # guessed by its words; $comment"
  # with that line two forms stay apart
  ta-map -q f.csv | sed '/^version/a id_prefix: ms-' >map.yaml
  sed 's/a@/c@/; s/b@/d@/' f.csv >g.csv
  ta-submit -q -a ledger f.csv
  go ta-submit -q -a ledger -m map.yaml g.csv
  [ "$rc" -eq 0 ]
  [ "$(jq -r .id ledger | paste -sd' ')" = '1 2 ms-1 ms-2' ]
  # one with a letter tells the form by itself, and without rows there is nothing to tell
  sed -i 's/^2,/R2,/' f.csv
  ta-map -q f.csv >map.yaml
  line '  "id": id'
  head -n 1 f.csv | ta-map -q >map.yaml
  line '  "id": id'
}

@test "draft: two header rows are seen, and their headings joined" {
  ta-map -o map.yaml "$examples/exports/surveymonkey.csv" 2>err
  line 'header_rows: 2' \
    '  "Topics to be covered - Ethics": {field: topics, item: ethics}  # guessed by its words' \
    '  "Facts and Questions - Open-Ended Response": facts  # guessed by its words'
  says 'ta-map: 14 read; files converted to UTF-8: 1'
  # what one answers is no second header
  printf 'Timestamp,Email,Facts\n11/20/2026,a@example.org,Response\n' | ta-map -q >map.yaml
  run -1 grep header_rows map.yaml
}

# Whatever stands in a heading

@test "hostile headings: the map loads, and each means what is printed" {
  long=$(printf 'x%.0s' $(seq 1000))
  longer=$(printf 'y%.0s' $(seq 5000))
  jq -n --arg long "$long" --arg longer "$longer" '
    ["say \"so\"", "a: b", "two\nlines", "# first", "no", "null", "~", "yes", "on: off", "-", "*", "#", "{a}", "[b]", "&c",
     "!d", "%e", "@f", "`g", "| h", "> i", "it'"'"'s", "\\back", "\u202eev", "\u007fdel", "c\u0085d", "x\u2028y", "\ufeffz",
     "1", "2026-11-02", "État", "drop", "pass", "version", $long, $longer, "Topics", "Name", "Twice", "Twice?", "Role", ""] as $odd |
    (["Timestamp", "Email", "Your role", "Assistance", "Facts"] + $odd + ["Topics", "Name", "Twice", ""]) as $head |
    $head, (["11/20/2026", "a@example.org", "Attorney", "General Information", "why"] + [range(($head | length) - 5) | "v\(.)"]) |
    @csv' -r >f.csv
  ta-map -q f.csv >map.yaml
  ta-submit -q -m map.yaml -o out.csv f.csv
  same <(echo 'a@example.org attorney general-information why') \
    <(mlr -S --icsv --ojsonl cut -o -f email,role,assistance,facts out.csv | jq -r '[.[]] | join(" ")')
  line '  "Role": pass  # filled: 1; perhaps '"'role', which has one column only" \
    '  "two\x0alines": pass  # filled: 1' '  "": pass  # filled: 2  # a file has this heading twice' \
    '  "x\u2028y": pass  # filled: 1' "  \"Name\": name  # a file has this heading twice"
  # nothing is lost: all cells are there
  for ((n = 0; n < 46; n++)); do
    grep -qE "\\bv$n\\b" out.csv || { echo "v$n"; return 1; }
  done
  # no byte that a terminal obeys, and the map knows its form
  run -1 grep -P '[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xa8-\xae]' map.yaml
  go ta-map --with map.yaml f.csv
  run ! grep -vE '^answers? new' out
}

@test "two equal headings of a field that has one column pass through, and ta-submit says what is missing" {
  printf 'Timestamp,Email,Role,Role,Assistance\n11/20/2026,a@example.org,Attorney,Paralegal,General Information\n' >f.csv
  ta-map -q f.csv >map.yaml
  line '  "Role": pass  # filled: 2; perhaps '"'role', which has one column only"'  # a file has this heading twice' \
    "# No column is 'role', which is required."
  go ta-submit -m map.yaml f.csv
  refused ta-submit "f\\.csv: the required column 'role' is missing; .*"
  # under a field's own name they cannot pass
  sed -i '1s/Role/role/g' f.csv
  ta-map -q f.csv >map.yaml
  line '  "role": drop  # filled: 2; perhaps '"'role', which has one column only"'  # a file has this heading twice'
  go ta-submit -m map.yaml f.csv
  refused ta-submit "f\\.csv: the required column 'role' is missing.*"
}

@test "no rows, no header, other formats" {
  head -1 "$examples/exports/gravity-forms.csv" >none.csv
  run -0 --separate-stderr ta-map none.csv
  [ "$stderr" = "ta-map: 0 read" ]
  printf '%s\n' "$output" >map.yaml
  line '  "Entry Id": id' '  "Name (First)": name  # guessed by its words' '  "T visas": {field: topics, item: t-visa}  # guessed by its words' \
    '  "Post Id": pass  # filled: 0'
  [ "$(taken map.yaml "$examples/exports/gravity-forms.csv")" = 14 ]
  : >empty.csv
  go ta-map empty.csv
  refused ta-map
  # JSON Lines and YAML, with lists as lists and keys that come late
  for format in jsonl yaml; do
    mlr -S --icsv --ojson cat "$examples/exports/jotform.csv" | sed 's/\xef\xbb\xbf//' |
      jq -c '.[] | (.Topics, .["Courses passed"], .["What have you attached?"]) |= split("\n") | with_entries(select(.value != ""))' >f.jsonl
    [ $format = jsonl ] || jq -r '"---", (to_entries[] | "\(.key | tojson): \(.value | tojson)")' f.jsonl >f.yaml
    ta-map -q "f.$format" >map.yaml
    line '  "Your name - First Name": name  # guessed by its words' '  "Topics": topics  # in doubt: 13 of 14 fit' \
      'list_separator: ";"' '#     "Clearing a criminal record":  # seen: 3'
    [ "$(taken map.yaml "f.$format")" = 14 ]
    [ "$(jq -c .topics records.jsonl | head -1)" = '["immigration","t-visa"]' ]
    go ta-map -q --with map.yaml "f.$format"
    run ! grep -vE '^answers? new' out
  done
}

@test "several files make one map, headings of each" {
  printf 'Timestamp,Email,Role\n11/20/2026,a@example.org,Attorney\n' >one.csv
  printf 'Email,Position,Timestamp,Shoe size\nb@example.org,Paralegal,11/21/2026,44\n' >two.csv
  ta-map -q one.csv two.csv >map.yaml
  line '  "Role": role' '  "Position": role' '  "Shoe size": pass  # filled: 1' 'dates: mdy'
  [ "$(grep -c Email map.yaml)" -eq 1 ]
  [ "$(head -1 map.yaml)" = '# A map for 2 files: 2 records, 5 headings.' ]
  # each may have a second header row; a record never is one
  ta-map "$examples/exports/surveymonkey.csv" "$examples/exports/surveymonkey-utf8.csv" 2>err >map.yaml
  says 'ta-map: 28 read; files converted to UTF-8: 1'
  [ "$(head -1 map.yaml)" = '# A map for 2 files: 28 records, 46 headings.' ]
  printf '{"Email":"","Facts":"Response"}\n' | ta-map -q >map.yaml
  run -1 grep header_rows map.yaml
}

@test "rows that cannot be read are counted, with status 1" {
  go ta-map "$examples/exports/excel-semicolon.csv"
  [ "$rc" -eq 1 ]
  grep -qx '# Rows that cannot be records: 6' out
  says 'ta-map: 14 read, 6 that cannot be records; files with semicolons between cells: 1'
  go ta-map -q --encoding windows-1252 "$examples/exports/excel-semicolon.csv"
  clean 0
  grep -qx 'encoding: "windows-1252"' out
}

@test "another policy: its fields and answers, and none of the built-in one's" {
  for policy in "$examples"/policies/*.yaml; do
    ta-map -q -p "$policy" "${policy%.yaml}.csv" >map.yaml
    ta-submit -q -p "$policy" -m map.yaml "${policy%.yaml}.csv" >one.csv 2>/dev/null || [ "$?" -eq 1 ]
    ta-submit -q -p "$policy" "${policy%.yaml}.csv" >two.csv 2>/dev/null || [ "$?" -eq 1 ]
    [ -s one.csv ]
    same two.csv one.csv
  done
}

# A form that was changed

# A form, its map, and the same form with what sed makes of it, compared with the map.
form() {
  { echo 'Timestamp,Email,Position,Type of assistance,Topics,Facts and Questions,Shoe size'
    echo '11/20/2026,a@example.org,Attorney,General Information,Ethics;T visas,why,43'
    echo '11/21/2026,b@example.org,Paralegal,General Information,Ethics,how,44'
    echo '11/22/2026,c@example.org,Attorney,Case Consultation,T visas,when,45'; } >form.csv
  ta-map -q form.csv >map.yaml
  go ta-map --with map.yaml form.csv
  ended 0
  says 'ta-map: 3 read, changes: 0'
}
after() {
  sed "$@" form.csv >changed.csv
  go ta-map --with map.yaml changed.csv
}

@test "--with: a heading that was renamed, of a field or of none" {
  form
  after '1s/Position/What do you do?/'
  changed 'heading gone: "Position", which was '"'role'; perhaps it is now \"What do you do\\?\"" \
    'heading new: "What do you do\?", perhaps '"'role', filled: 3"
  after '1s/Facts and Questions/What do you ask?/'
  changed 'heading gone: "Facts and Questions", which was '"'facts'" 'heading new: "What do you ask\?", filled: 3'
  after '1s/Timestamp/Shoe width/; s|11/2[0-9]/2026|wide|'
  changed 'heading gone: "Timestamp", which was '"'received'" 'heading new: "Shoe width", filled: 3' \
    'no column: "received" is required'
  after '1s/Position/Your role/'
  changed 'heading gone: "Position", which was '"'role'; perhaps it is now \"Your role\""
  after '1s/Shoe size/Shoe sizes/'
  changed 'heading gone: "Shoe size"; perhaps it is now "Shoe sizes"' 'heading new: "Shoe sizes", filled: 3'
}

@test "--with: a column that was added or removed" {
  form
  after 's/$/,x/; 1s/x$/Hat size/'
  changed 'heading new: "Hat size", filled: 3'
  after 's/,[^,]*$//'
  changed 'heading gone: "Shoe size"'
  after 's/,[^,]*,[^,]*$//'
  changed 'heading gone: "Shoe size"' 'heading gone: "Facts and Questions", which was '"'facts'"
  # a question that the policy knows by itself is none
  after 's/$/,Nevada/; 1s/Nevada/State/'
  ended 0
}

@test "--with: an answer that was reworded, of a choice and of a list" {
  form
  after 's/Attorney/Counsel/; s/T visas/Visas for victims/'
  changed 'answer new: "Counsel", not a value of '"'role', seen: 2" \
    'answer new: "Visas for victims", not a value of '"'topics', seen: 2"
  after 's/Paralegal/Para-professional/'
  changed 'answer new: "Para-professional", not a value of '"'role', seen: 1"
  # once the map knows it, it is none
  printf 'values: {role: {Para-professional: paralegal}}\n' >>map.yaml
  after 's/Paralegal/Para-professional/'
  ended 0
}

@test "--with: dates in another order, and rows that cannot be read" {
  form
  after 's|^11/\(..\)|\1/11|'
  changed 'dates: "Timestamp", not in the order mdy: 3 of 3'
  after 's|^11/|2026-11-|; s|/2026||'
  ended 0
  after '3s/,44$//'
  changed 'rows that cannot be records: 1'
  after '1s/.*/&\n,,,Response,Response,Open-Ended Response,/; 1s/Shoe size/Shoe size/'
  [ "$rc" -eq 1 ]
  grep -qx 'second header rows: 1' out
}

@test "--with: what cannot be compared is status 2, and nothing is written" {
  form
  after -n p
  go ta-map --with map.yaml missing.csv
  refused ta-map
  go ta-map --with missing.yaml form.csv
  refused ta-map
  echo 'version: 1
columns: {Position: rol}' >bad.yaml
  go ta-map -o changes --with bad.yaml form.csv
  refused ta-map "bad\\.yaml:2:.*'rol' is not a field of this policy; did you mean 'role'\\?"
  [ ! -e changes ]
  go ta-map -o map.yaml --with map.yaml form.csv
  refused ta-map
}

# Privacy

@test "no name, address or text of a record is in a map or message, whatever stands in it" {
  jq -rn '
    ["Timestamp", "Your name", "Email", "Phone", "Your role", "Assistance", "Topic", "Facts", "Anything else"],
    (range(30) as $n | ["11/20/2026", "CANARY name \($n)", "canary\($n)@example.org", "CANARY phone",
      ["Attorney", "Paralegal", "Case manager"][$n % 3], "General Information", "CANARY \($n) of Maria G.",
      "CANARY facts \($n)", "CANARY else \($n)"]) | @csv' >f.csv
  echo 'version: 1' >other.yaml
  go ta-map f.csv
  [ "$rc" -eq 0 ]
  run ! grep -i -e canary -e maria out err
  grep -qx '#     # 30 more, not shown' out
  for option in '' -v; do
    # shellcheck disable=SC2086 # an option or none
    go ta-map $option --with other.yaml f.csv
    [ "$rc" -eq 1 ]
    run ! grep -i -e canary -e maria out err
  done
  # an address, a number or a line of its own is no option of a form, however often
  { echo 'Timestamp,Email,Your role'
    for n in 1 2 3 4; do echo '11/20/2026,a@example.org,Attorney'; done
    echo '11/20/2026,a@example.org,ask maria@example.org'
    echo '11/20/2026,a@example.org,call 555-01-10-199'
    echo '11/20/2026,a@example.org,"Maria
said so"'; } >g.csv
  ta-map -q g.csv >map.yaml
  run ! grep -i -e maria -e 555 map.yaml
  line '#     # 3 more, not shown'
  # an answer of a field that nobody may see is not told
  ta-policy | sed 's/^  - name: role$/&\n    private: yes/' >policy.yaml
  printf 'Timestamp,Email,Your role\n11/20/2026,a@example.org,Boss\n11/20/2026,a@example.org,Boss\n' |
    ta-map -q -p policy.yaml >map.yaml
  run ! grep -i boss map.yaml
}

@test "answers are on standard output only, and a run that fails writes nothing" {
  run -0 --separate-stderr ta-map "$examples/exports/airtable.csv"
  [[ $output == "# A map for "* ]]
  [ "$stderr" = 'ta-map: 14 read' ]
  run -2 ta-map -o x.yaml nothing.csv
  [ ! -e x.yaml ]
  # what has been through ta-submit needs no map
  ta-submit -q "$examples/requests.yaml" -t csv >records.csv
  run -0 --separate-stderr ta-map records.csv
  [ "$stderr" = "ta-map: 6 read; files that have been through ta-submit, and need no map: 1" ]
  run -1 grep -q ta_ <<<"$output"
}
