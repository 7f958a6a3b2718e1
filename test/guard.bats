#!/usr/bin/env bats
# The guard of the ledger: what ta-submit -a does with a request that is there, or may
# be; and a form that changes while its cumulative export is imported every day.

# shellcheck disable=SC2030,SC2031
# Each test is a shell of its own.

load helper

form='Timestamp,Email,Your role,Assistance,Topics,Facts'

# export_of ROW...: a form's export with these rows.
export_of() { printf '%s\n' "$form" "$@"; }

# seal: gives each object of standard input the sum that a ledger's line has.
seal() {
  local line sum
  while IFS= read -r line; do
    line=${line%\}},
    sum=$(printf %s "$line" | sha256sum)
    printf '%s"ta_sum":"%s"}\n' "$line" "${sum:0:20}"
  done
}

# import [OPTION...] FILE: into the ledger, with its rejects; never anything on
# standard output.
import() {
  go ta-submit -a ledger -r rejects.csv "$@"
  [ ! -s out ]
}

# does STATUS SUMMARY: the import ended so.
does() {
  [ "$rc" -eq "$1" ] || { echo "status $rc"; cat err; return 1; }
  counts "$2"
}

# rejected COLUMN...: of each reject, apart by blanks.
rejected() {
  local names
  names=$(IFS=,; echo "$*")
  mlr -S --icsv --onidx --ofs ' ' cut -o -f "$names" rejects.csv
}

# events: those in the ledger, without what tells their place.
events() {
  jq -c 'select(.ta_event) | del(.ta_sum, .ta_source, .ta_line)' ledger
}

# requests: how many the ledger has.
requests() { jq -c 'select(.ta_event | not)' ledger | wc -l; }

# values COLUMN: of the records that the ledger makes.
values() { ta-submit -q -t csv ledger | column "$1" | paste -sd' '; }

one='11/2/2026 14:03:22,ana@example.org,Lawyer,General Information,Ethics,May she work?'

# Begins with a ledger that has one request, whose id is $id.
begin() {
  export_of "$one" >f.csv
  import f.csv
  does 0 '1 read, 1 taken'
  id=$(ids ledger)
  cp ledger before
}

# The table

@test "its id, the same answers: already there, whatever is said" {
  begin
  # what does not count in answers is no other answer: case of an address, order of a list
  export_of "${one/ana@example.org/ANA@Example.org}" >g.csv
  for file in f.csv g.csv; do
    for how in '' --amend --new; do
      # shellcheck disable=SC2086 # no option, or one
      import $how $file
      does 0 '1 read, 0 taken, 1 already there'
      same before ledger
    done
  done
}

@test "its id, other answers: a reject that names the fields; by --amend an event" {
  begin
  export_of "${one/Ethics/T visas}" >g.csv
  for how in '' --new; do
    # shellcheck disable=SC2086 # no option, or one
    import $how g.csv
    does 1 '1 read, 0 taken, 1 rejected'
    grep -qF "its id already belongs to another record, at ledger:1; it differs in topics: run this again with --amend if it is the same request, with another id if it is another [id-taken]" err
    [ "$(rejected ta_rule ta_column ta_known)" = "id-taken topics $id" ]
    same before ledger
  done
  import --amend g.csv
  does 0 '1 read, 0 taken, 1 amended'
  [ "$(events)" = '{"id":"'"$id"'","at":"2026-11-24","topics":["t-visa"],"ta_event":"amended"}' ]
  [ "$(values topics)" = t-visa ]
  cp ledger before
  import --amend g.csv
  does 0 '1 read, 0 taken, 1 already there'
  same before ledger
  # and back again is another edit
  import --amend f.csv
  does 0 '1 read, 0 taken, 1 amended'
  [ "$(values topics)" = ethics ]
}

@test "another id, one that is the same: may be known; by --amend an event, by --new another" {
  begin
  # the seconds are lost and the role is another; the facts are corrected
  export_of "$(sed 's/:22,/,/; s/Lawyer/Paralegal/' <<<"$one")" >seconds.csv
  export_of "${one/May she work/May she work now}" >facts.csv
  for pair in seconds:role:paralegal facts:facts:now; do
    IFS=: read -r file field value <<<"$pair"
    cp before ledger
    import "$file.csv"
    does 1 '1 read, 0 taken, 1 rejected'
    grep -qF "it may be the request $id at ledger:1, but differs in $field: run this again with --amend if it is the same request, with --new if it is another [may-be-known]" err
    [ "$(rejected ta_rule ta_column ta_known)" = "may-be-known $field $id" ]
    same before ledger
    import --amend "$file.csv"
    does 0 '1 read, 0 taken, 1 amended'
    [ "$(events | jq -r .id)" = "$id" ]
    # its day of receipt and its id stay
    [ "$(values id) $(values received)" = "$id 2026-11-02T14:03:22-08:00" ]
    [[ $(values "$field") == *"$value"* ]]
    import --amend "$file.csv"
    does 0 '1 read, 0 taken, 1 already there'
    cp before ledger
    import --new "$file.csv"
    does 0 '1 read, 1 taken'
    [ "$(requests)" = 2 ]
    [ -z "$(events)" ]
    import --new "$file.csv"
    does 0 '1 read, 0 taken, 1 already there'
  done
}

@test "what differs in the id or the receipt alone is already there" {
  begin
  export_of "${one/:22,/,}" >g.csv
  { echo "id,$form"; echo "77,$one"; } >h.csv
  for file in g.csv h.csv; do
    import $file
    does 0 '1 read, 0 taken, 1 already there'
    same before ledger
  done
}

@test "several that are the same: may be known, with all their ids, by --amend, too" {
  begin
  export_of "11/3/2026 9:00:00,ana@example.org,Lawyer,General Information,Ethics,And may he?" >g.csv
  import g.csv
  does 0 '1 read, 1 taken'
  cp ledger before
  both=$(ids ledger | sort | paste -sd';')
  # the time of one and the facts of the other
  export_of "11/3/2026 9:00:00,ana@example.org,Lawyer,General Information,Civil litigation,May she work?" >h.csv
  for how in '' --amend; do
    # shellcheck disable=SC2086 # no option, or one
    import $how h.csv
    does 1 '1 read, 0 taken, 1 rejected'
    grep -qE 'it may be one of the requests ta-[0-9a-f]{20} at ledger:[12] and ta-[0-9a-f]{20} at ledger:[12]: run this again with --amend and that one.s id in it if it is, with --new if it is another \[may-be-known\]' err
    [ "$(rejected ta_known | tr ';' '\n' | sort | paste -sd';')" = "$both" ]
    same before ledger
  done
  # a person has written the id into the reject
  mlr -S --icsv --ocsv put '$id = "'"$id"'"' rejects.csv >mended.csv
  import --amend mended.csv
  does 0 '1 read, 0 taken, 1 amended'
  [ "$(events | jq -r .id)" = "$id" ]
  cp before ledger
  import --new h.csv
  does 0 '1 read, 1 taken'
}

@test "nothing of it is there: taken, whatever is said" {
  begin
  export_of "11/3/2026 14:03:22,ben@example.org,Lawyer,General Information,Ethics,May she work?" >g.csv
  for how in '' --amend --new; do
    cp before ledger
    # shellcheck disable=SC2086 # no option, or one
    import $how g.csv
    does 0 '1 read, 1 taken'
    [ "$(requests)" = 2 ]
  done
}

@test "a day alone is no time, and a blank is nothing that two requests share" {
  export_of "11/2/2026,ana@example.org,Lawyer,General Information,Ethics,One?" \
    "11/2/2026,ana@example.org,Lawyer,General Information,Ethics,Two?" \
    "11/3/2026,ben@example.org,Lawyer,General Information,Ethics," \
    "11/4/2026,ben@example.org,Lawyer,General Information,Ethics," >f.csv
  import f.csv
  does 0 '4 read, 4 taken'
}

@test "within one input it is the same; without a ledger only equal ids are" {
  export_of "$one" "$(sed 's/:22,/:40,/; s/Ethics/T visas/' <<<"$one")" >f.csv
  import f.csv
  does 1 '2 read, 1 taken, 1 rejected'
  grep -qF "at f.csv:2, but differs in topics" err
  rm ledger
  import --new f.csv
  does 0 '2 read, 2 taken'
  rm ledger
  go ta-submit -o out.csv f.csv
  does 0 '2 read, 2 taken'
  # two rows of one id
  sed 's/:40,/:22,/' f.csv >g.csv
  go ta-submit -o out.csv g.csv
  does 1 '2 read, 1 taken, 1 rejected'
  import --amend g.csv
  does 0 '2 read, 1 taken, 1 amended'
}

@test "who sends a request twice with other answers says the last of them, at each import and in any order" {
  last=$(sed 's/:22,/:40,/; s/Ethics/T visas/' <<<"$one")
  export_of "$one" "$last" >f.csv
  export_of "$last" "$one" >g.csv
  for first in f.csv g.csv; do
    rm -f ledger
    import --amend $first
    [ "$(values topics)" = t-visa ]
    [ "$(requests)" = 1 ]
    cp ledger before
    for next in f.csv g.csv f.csv; do
      import --amend $next
      does 0 '2 read, 0 taken, 2 already there'
      same before ledger || { echo "$first, $next"; return 1; }
    done
  done
}

@test "what staff have amended by hand is not what the form said" {
  begin
  echo '{"id":"'"$id"'","ta_event":"amended","at":"2026-11-10","by":"mk","topics":["civil"],"facts":"May he work?"}' | seal >>ledger
  cp ledger before
  for how in '' --amend; do
    # shellcheck disable=SC2086 # no option, or one
    import $how f.csv
    does 0 '1 read, 0 taken, 1 already there'
    same before ledger
  done
  [ "$(values topics)" = civil ]
  # the form says something new of one of the two
  export_of "${one/Ethics/T visas}" >g.csv
  import --amend g.csv
  does 0 '1 read, 0 taken, 1 amended'
  [ "$(values topics)" = t-visa ]
  [ "$(values facts)" = 'May he work?' ]
}

@test "what a form has amended and somebody takes back is what the form says anew" {
  begin
  export_of "${one/Ethics/T visas}" >g.csv
  import --amend g.csv
  echo '{"id":"'"$id"'","ta_event":"undone","at":"2026-11-24","undoes":"amended 2026-11-24"}' | seal >>ledger
  [ "$(values topics)" = ethics ]
  import --amend f.csv
  does 0 '1 read, 0 taken, 1 already there'
  import --amend g.csv
  does 0 '1 read, 0 taken, 1 amended'
}

# take_back EVENT MOMENT: an `undone` of the request, in the ledger.
take_back() {
  echo '{"id":"'"$id"'","ta_event":"undone","at":"2026-11-24","undoes":"'"$1 $2"'"}' | seal >>ledger
}

@test "an undo of staff's event leaves the form's of the same kind and day alone, whichever came first" {
  by_staff='ta-log -q -a ledger -i $id --at 2026-11-10 amended name=Xa'
  by_form='import --amend -d 2026-11-10 g.csv'
  for order in "$by_form; $by_staff; ta-log -q -a ledger -i \$id --undo" "$by_staff; ta-log -q -a ledger -i \$id --undo; $by_form"; do
    rm -f ledger
    begin
    export_of "${one/Ethics/T visas}" >g.csv
    eval "$order"
    [ "$(values topics)" = t-visa ]
    cp ledger before
    for how in '' --amend --new; do
      # shellcheck disable=SC2086 # no option, or one
      import $how g.csv
      does 0 '1 read, 0 taken, 1 already there' || { echo "$order"; return 1; }
      same before ledger
    done
  done
}

@test "an undo that stands before staff's event waits for it, and for none of the form's" {
  begin
  export_of "${one/Ethics/T visas}" >g.csv
  take_back amended 2026-11-10
  echo '{"id":"'"$id"'","ta_event":"amended","at":"2026-11-10","name":"Xa"}' | seal >>ledger
  import --amend -d 2026-11-10 g.csv
  does 0 '1 read, 0 taken, 1 amended'
  cp ledger before
  import --amend g.csv
  does 0 '1 read, 0 taken, 1 already there'
  same before ledger
  [ "$(values topics)" = t-visa ]
}

@test "columns that the policy does not know count where both have them" {
  export_of "$one" | sed '1s/$/,Shoe size/; 2s/$/,38/' >f.csv
  import f.csv
  export_of "$one" >without.csv
  sed '1s/$/,Hat/; 2s/$/,7/' f.csv >more.csv
  for file in without.csv more.csv; do
    import $file
    does 0 '1 read, 0 taken, 1 already there'
  done
  sed 's/,38/,39/' f.csv >g.csv
  import g.csv
  does 1 '1 read, 0 taken, 1 rejected'
  [ "$(mlr --icsv --onidx cut -f ta_column rejects.csv)" = 'Shoe size' ]
  import --amend g.csv
  does 0 '1 read, 0 taken, 1 amended'
  import --amend g.csv
  does 0 '1 read, 0 taken, 1 already there'
  ta-submit -q -t csv ledger >records.csv
  [ "$(column 'Shoe size' records.csv)" = 39 ]
}

@test "an edit that makes a survivor's request of it is said at once, and once" {
  begin
  export_of "${one/Lawyer/Survivor}" >g.csv
  import --amend g.csv
  [ "$(grep -c 1-888-539-2373 err)" -eq 1 ]
  import --amend g.csv
  run ! grep -q 1-888-539-2373 err
}

@test "a renamed heading from which ids are made stops before anything is added" {
  begin
  { sed 's/Facts/What is it about?/' f.csv; echo "${one/ana/eve}"; } >g.csv
  for how in '' --amend --new; do
    # shellcheck disable=SC2086 # no option, or one
    import $how g.csv
    refused ta-submit "g.csv: the column 'facts', from which ids are made, is missing; name its heading in a map, or give the map an 'identity' without it"
    same before ledger
  done
  printf '%s\n' 'version: 1' 'columns: {"What is it about?": facts}' >map.yaml
  import -m map.yaml g.csv
  does 0 '2 read, 1 taken, 1 already there'
  # a form that never asks it
  printf '%s\n' Timestamp,Email,Role,Assistance '11/2/2026 8:00:00,di@example.org,Lawyer,General Info' >short.csv
  import short.csv
  [ "$rc" -eq 2 ]
  printf '%s\n' 'version: 1' 'identity: [email, received]' >map.yaml
  import -m map.yaml short.csv
  does 0 '1 read, 1 taken'
  import -m map.yaml short.csv
  does 0 '1 read, 0 taken, 1 already there'
  # with ids of its own, by hand, and without a ledger it needs none
  printf '%s\n' id,Timestamp,Email,Role,Assistance '7,11/2/2026 8:00:01,ed@example.org,Lawyer,General Info' >own.csv
  import own.csv
  does 0 '1 read, 1 taken'
  import -F role=attorney -F email=flo@example.org
  does 0 '1 read, 1 taken; its id: ta-[0-9a-f]{20}'
  go ta-submit -o out.csv short.csv
  does 0 '1 read, 1 taken'
}

@test "rows that a cumulative export no longer has are counted" {
  export_of "$one" "${one/ana/ben}" "${one/ana/cy}" >f.csv
  import f.csv
  export_of "${one/ana/ben}" >f.csv
  import f.csv
  does 0 '1 read, 0 taken, 1 already there; rows that were in these files before and are gone: 2'
  # another file lacks nothing, nor do the rejects of one
  mv f.csv g.csv
  import g.csv
  does 0 '1 read, 0 taken, 1 already there'
}

@test "answers that are none of the form's are counted by field when they come, of a ledger never" {
  export_of "${one/Lawyer/Judge}" "$(sed 's/ana/ben/; s/Ethics/Ethics; pets/; s/General Information/Advice/' <<<"$one")" >f.csv
  import f.csv
  does 1 "2 read, 2 taken; answers that are none of the form's: role 1, assistance 1"
  import f.csv
  does 0 '2 read, 0 taken, 2 already there'
  go ta-submit -o out.csv ledger
  does 0 '2 read, 2 taken'
  # the form has a free line there
  rm ledger
  printf '%s\n' 'version: 1' 'write_ins: {role: other}' >map.yaml
  import -m map.yaml f.csv
  does 1 "2 read, 2 taken; answers that are none of the form's: assistance 1"
  [ "$(jq -r .role ledger | paste -sd,)" = 'other: Judge,attorney' ]
  ta-submit -q -t csv ledger | ta-validate -q --list >list.csv || [ "$?" -eq 1 ]
  run ! grep -q role-invalid list.csv
}

@test "--amend and --new are for a ledger, and --amend for a policy that has the event" {
  begin
  for how in --amend --new; do
    go ta-submit $how f.csv
    refused ta-submit '--amend and --new say what -a does .*'
  done
  go ta-submit -a ledger --amend --new f.csv
  [ "$rc" -eq 2 ]
  ta-policy | sed 's/, form: yes//' >policy.yaml
  go ta-submit -p policy.yaml -a ledger --amend f.csv
  refused ta-submit "the policy has no event with 'form: yes', which is what --amend writes"
  same before ledger
}

@test "an event of the form's that begins or ends a span of the requester's is none" {
  local way
  for way in open close; do
    ta-policy | sed -e 's/{name: holds, type: spans, staff: yes}/{name: holds, type: spans}/' -e "s/{id: amended, take: intake/&, $way: holds/" >policy.yaml
    go ta-policy --check policy.yaml
    refused ta-policy "policy.yaml:[0-9]*:(39|40): the event 'amended' is the form's and cannot set 'holds', which is the requester's"
  done
}

# The clock

@test "with a clock more than a day before the ledger's latest event --amend writes nothing, and says so" {
  begin
  export_of "${one/Ethics/T visas}" >g.csv
  import --amend -d 2026-11-20 g.csv
  cp ledger before
  export_of "$one" "${one/ana/ben}" >g.csv
  for day in 2020-01-01 2026-11-18; do
    rm -f rejects.csv
    import --amend -d $day g.csv
    refused ta-submit "the clock is before the ledger's latest event; set it, or give a later -d"
    same before ledger
    [ ! -e rejects.csv ]
  done
  # only where an amendment would be written
  export_of "${one/Ethics/T visas}" >f.csv
  import --amend -d 2020-01-01 f.csv
  does 0 '1 read, 0 taken, 1 already there'
  same before ledger
  import -d 2020-01-01 g.csv
  does 1 '2 read, 1 taken, 1 rejected'
}

@test "an amendment of a clock that is a day behind is the last word all the same" {
  begin
  export_of "${one/Ethics/T visas}" >g.csv
  import --amend -d 2026-11-20 g.csv
  import --amend -d 2026-11-19 f.csv
  does 0 '1 read, 0 taken, 1 amended'
  [ "$(values topics)" = ethics ]
  cp ledger before
  import --amend -d 2026-11-19 f.csv
  does 0 '1 read, 0 taken, 1 already there'
  same before ledger
}

@test "the latest event is one that counts: none that was taken back, and not what took it back" {
  begin
  export_of "${one/Ethics/T visas}" >g.csv
  echo '{"id":"'"$id"'","ta_event":"noted","at":"2026-11-20"}' | seal >>ledger
  cp ledger before
  import --amend -d 2026-11-10 g.csv
  refused ta-submit "the clock is before .*"
  same before ledger
  # at 2026-11-24
  take_back noted 2026-11-20
  import --amend -d 2026-11-10 g.csv
  does 0 '1 read, 0 taken, 1 amended'
  [ "$(jq -r 'select(.ta_event == "amended") | .at' ledger)" = 2026-11-10 ]
}

# A form that changes

# rows SHAPE DAY: the cumulative export of a form on a day of its week, after what has
# become of it:
#
#     2  the heading of the facts is another
#     3  so is the word for an attorney
#     4  there is one more question
#     5  a spreadsheet has dropped the seconds, on this day alone
#     6  a requester has changed the topic of row 3 and the facts of row 5, staff the role of row 4
#     7  the sheet is sorted by address, and two rows are gone
#
# Row 27 is of the person of row 7, with another question. Row 60 is row 10, sent once
# more four seconds later.
rows() {
  awk -v shape="$1" -v day="$2" '
    function cell(text) { return "\"" text "\"" }
    function put(n,    who, role, topic, facts, second, at) {
      who = n == 27 ? 7 : n == 60 ? 10 : n
      role = (n == 60 ? 10 : n) % 3 == 0 ? "Paralegal" : day >= 3 ? "Lawyer in good standing" : "Lawyer"
      if (n == 4 && day >= 6) role = "Paralegal"
      topic = who % 2 ? "T visas" : "Ethics"
      if (n == 3 && day >= 6) topic = "Ethics"
      facts = "Client " (n == 60 ? 10 : n) ", whose case is pending: may they work?"
      if (n == 5 && day >= 6) facts = facts " She has to know it soon."
      second = n == 60 ? 10 : n
      minute = n == 60 ? 10 : n
      at = second % 50 + (n == 60 ? 4 : 0)
      at = day == 5 ? "" : sprintf(":%02d", at)
      if (shape == "download")
        at = sprintf("2026/11/%02d 2:%02d%s PM PST", 2 + int(minute / 10), minute % 60, at)
      else
        at = sprintf("11/%d/2026 14:%02d%s", 2 + int(minute / 10), minute % 60, at)
      line = shape == "microsoft" || shape == "gravity" ? n "," : ""
      line = line at "," (shape == "microsoft" ? "anonymous," : "") "p" who "@example.org," cell(role) ",General Information,"
      line = line (shape == "gravity" ? (topic == "Ethics" ? "Ethics," : ",T visas") : topic) "," cell(facts)
      return line (day >= 4 ? "," (n > 45 && n < 60 ? "Nevada" : "") : "")
    }
    BEGIN {
      head["download"] = head["sheet"] = "Timestamp,Email Address,Your role,Type of assistance,Topics,"
      head["microsoft"] = "Id,Completion time,Email,Email1,Your role,Type of assistance,Topics,"
      head["gravity"] = "Entry Id,Entry Date,Email,Your role,Type of assistance,Topics (Ethics),Topics (T visas),"
      print head[shape] (day >= 2 ? "What do you ask?" : "Facts and Questions") (day >= 4 ? ",State or territory" : "")
      for (n = 1; n <= 25 + 5 * day; n++)
        if (day < 7 || (n != 11 && n != 12))
          line_of[++lines] = put(n)
      for (i = 1; i <= lines; i++)
        print line_of[i] | (day >= 7 ? "sort -t@ -k1.2" : "cat")
    }'
}

# map_of SHAPE DAY: the map of the form on that day.
map_of() {
  echo 'version: 1'
  [ "$2" -lt 3 ] || echo 'values: {role: {Lawyer in good standing: attorney}}'
  case $1 in
  microsoft) printf '%s\n' 'id_prefix: ms-' 'columns:' '  Completion time: received' '  Email: drop' '  Email1: email' ;;
  gravity)
    printf '%s\n' 'id_prefix: gf-' 'columns:' '  Entry Id: id' '  Entry Date: received' \
      '  "Topics (Ethics)": {field: topics, item: ethics}' '  "Topics (T visas)": {field: topics, item: t-visa}'
    ;;
  *) echo 'columns:' ;;
  esac
  if [ "$2" -lt 2 ]; then echo '  Facts and Questions: facts'; else echo '  "What do you ask?": facts'; fi
}

# end_of_week: what the desk is to have at the end of the week, by address and facts.
end_of_week() {
  rows sheet 6 >all.csv
  map_of sheet 6 >all.yaml
  ta-submit -q -m all.yaml all.csv | mlr -S --icsv --onidx --ofs '|' cut -o -f email,facts,role,topics,state >week
  # rows 56 to 59, which come on the last day, and whose role is theirs
  for n in 56 57 58 59; do
    role=attorney topic=t-visa
    [ $((n % 3)) -ne 0 ] || role=paralegal
    [ $((n % 2)) -ne 0 ] || topic=ethics
    echo "p$n@example.org|Client $n, whose case is pending: may they work?|$role|$topic|Nevada"
  done >>week
  sort week
}

# week SHAPE: its export is imported every day, twice.
week() {
  local day read
  end_of_week >wanted
  [ "$(wc -l <wanted)" -eq 59 ]
  for day in 1 2 3 4 5 6 7; do
    export TA_TODAY=2026-11-$((9 + day))
    rows "$1" $day >form.csv
    map_of "$1" $day >map.yaml
    read=$((25 + 5 * day))
    case $day in
    1) summary='30 read, 30 taken' ;;
    6) summary="55 read, 5 taken, 47 already there, 3 amended" ;;
    7) read=58 summary='58 read, 4 taken, 54 already there; rows that were in these files before and are gone: 2' ;;
    *) summary="$read read, 5 taken, $((read - 5)) already there" ;;
    esac
    import --amend -m map.yaml form.csv
    does 0 "$summary" || { echo "day $day"; return 1; }
    cp ledger before
    import --amend -m map.yaml form.csv
    does 0 "$read read, 0 taken, $read already there(; rows .*)?" || { echo "day $day, again"; return 1; }
    same before ledger
  done
  [ "$(requests)" -eq 59 ]
  [ "$(ids ledger | sort -u | wc -l)" -eq 59 ]
  same <(printf '%s\n' '["facts"]' '["role"]' '["topics"]' | sort) \
    <(events | jq -c 'del(.id, .ta_event, .at) | keys' | sort)
  ta-submit -q -t csv ledger | mlr -S --icsv --onidx --ofs '|' cut -o -f email,facts,role,topics,state | sort |
    same wanted -
}

@test "a week of the sheet that is linked to a Google form" {
  week sheet
}

@test "a week of a Google form's download" {
  week download
}

@test "a week of a Microsoft form" {
  week microsoft
}

@test "a week of a Gravity form" {
  week gravity
}

@test "the download and the linked sheet of one form are one" {
  for day in 1 2 3 4 5 6 7; do
    for shape in download sheet; do
      rows $shape $day >$shape.csv
      map_of $shape $day >map.yaml
      import --amend -m map.yaml $shape.csv
      [ "$rc" -eq 0 ] || { echo "$shape, day $day"; cat err; return 1; }
    done
    counts '[0-9]* read, 0 taken, [0-9]* already there(; rows .*)?' || { echo "day $day"; return 1; }
  done
  [ "$(requests)" -eq 59 ]
  [ "$(events | wc -l)" -eq 3 ]
}

@test "a change of the form without its map is loud, and loses nothing" {
  rows sheet 1 >form.csv
  map_of sheet 1 >map.yaml
  import -m map.yaml form.csv
  does 0 '30 read, 30 taken'
  cp ledger before
  # the heading is another
  rows sheet 2 >form.csv
  import -m map.yaml form.csv
  [ "$rc" -eq 2 ]
  same before ledger
  # the word for an attorney is another: twenty rows differ, three new ones are counted
  rows sheet 3 >form.csv
  map_of sheet 2 >map.yaml
  import -m map.yaml form.csv
  does 1 "40 read, 10 taken, 10 already there, 20 rejected; answers that are none of the form's: role [67]"
  [ "$(rejected ta_rule ta_column | sort -u)" = 'id-taken role' ]
  # with its map they are those that are there
  map_of sheet 3 >map.yaml
  import --amend -m map.yaml form.csv
  does 0 '40 read, 0 taken, [0-9]* already there, [67] amended'
  [ "$(requests)" -eq 40 ]
  [ "$(values role | tr ' ' '\n' | sort | uniq -c | tr -s ' ' | paste -sd,)" = ' 27 attorney, 13 paralegal' ]
}

@test "an id that may be an answer is in no message of the guard" {
  printf '%s\n' "id,$form" "ana@example.org,$one" >f.csv
  import f.csv
  printf '%s\n' "id,$form" "7,${one/Lawyer/Paralegal}" >g.csv
  import g.csv
  does 1 '1 read, 0 taken, 1 rejected'
  grep -qF "id 7: it may be the request at ledger:1, but differs in role: run" err
}

@test "a form's column that is named like one of an event cannot be amended: a reject says so, and no import changes the ledger" {
  local word
  for word in event at by note undoes; do
    rm -f ledger
    printf '%s\n' "id,received,email,role,assistance,facts,$word" \
      '1,2026-11-02,a@example.org,attorney,case-consultation,why is that so,old' >form.csv
    import form.csv
    does 0 '1 read, 1 taken'
    cp ledger before
    sed -i 's/,old$/,new/' form.csv
    for again in 1 2; do
      import --amend form.csv
      does 1 '1 read, 0 taken, 1 rejected'
      grep -q "differs in $word; an event cannot carry a column of that name: .* \[id-taken\]$" err || { cat err; return 1; }
      same before ledger
    done
  done
}

# The law of undo

# sealed: as `seal`, for many lines.
sealed() {
  rm -rf lines && mkdir lines
  awk '{ sub(/}$/, ","); name = sprintf("lines/%05d", NR); printf "%s", $0 >name; close(name) }'
  find lines -type f | sort | xargs -r sha256sum |
    awk '{ getline line <$2; printf "%s\"ta_sum\":\"%s\"}\n", line, substr($1, 1, 20) }'
}

# staff SEED ANY: before.jsonl and after.jsonl, what staff say of 150 requests before and
# after the form amends two of three of them on 10 November: events of its kind and of
# others, of its moment and of others, and what takes them back, before or after they
# come. With ANY = 0 nothing takes back what the form says.
staff() {
  awk -v seed="$1" -v any="$2" '
    function pick(list,    words) { return split(list, words, " ") ? words[1 + int(rand() * length(words))] : "" }
    # the moment of an event, however it is spelt
    function moment(kind, at) {
      return kind " " (at ~ /T/ ? at : kind == "asked" ? at "T00:00:00-08:00" : at "T23:59:59-08:00")
    }
    # the last that stands there: S staff, F the form; W: an undo that waits for it
    function come(kind, at, who,    key) {
      key = n " " moment(kind, at)
      if (waits[key] > 0) waits[key]--
      else live[key] = live[key] who
    }
    function event(kind, at,    cells) {
      cells = kind != "amended" && kind != "supplied" ? "" : pick("\"name\":\"Xa\", \"phone\":\"555-0109\", \"phone\":\"\", \"topics\":[\"ethics\"], \"name\":\"Xb\",\"phone\":\"555-0108\",")
      printf "{\"id\":\"%d\",\"ta_event\":\"%s\",\"at\":\"%s\",%s\"by\":\"mk\"}\n", n, kind, at, cells >file
      come(kind, at, "S")
    }
    function undo(kind, at,    key) {
      key = n " " moment(kind, at)
      printf "{\"id\":\"%d\",\"ta_event\":\"undone\",\"at\":\"2026-11-09\",\"undoes\":\"%s %s\"}\n", n, kind, at >file
      if (live[key] == "") waits[key]++
      else live[key] = substr(live[key], 1, length(live[key]) - 1)
    }
    function say(ats,    steps, kind, at, key) {
      for (steps = int(5 * rand()); steps > 0; steps--) {
        kind = pick("amended amended amended supplied noted asked")
        at = pick(ats)
        key = n " " moment(kind, at)
        if (rand() < 0.5) event(kind, at)
        else if (any || live[key] ~ /S$/) undo(kind, at)
        else if (live[key] == "") { undo(kind, at); event(kind, at) }
      }
    }
    BEGIN {
      srand(seed)
      ten = "2026-11-10 2026-11-10 2026-11-10T23:59:59-08:00 2026-11-10T09:00:00-08:00 2026-11-09"
      printf "" >"before.jsonl"
      printf "" >"after.jsonl"
      for (n = 1; n <= 150; n++) {
        file = "before.jsonl"
        say(ten)
        if (n % 3) come("amended", "2026-11-10", "F")
        file = "after.jsonl"
        say(ten " 2026-11-12 2026-11-20T12:00:00-08:00")
      }
    }'
}

# export_on DAY: the form's 150 rows; on the second day two of three are another.
export_on() {
  awk -v day="$1" 'BEGIN {
    print "id,received,email,role,assistance,topics,phone,facts"
    for (n = 1; n <= 150; n++) {
      again = day == 2 && n % 3
      printf "%d,2026-11-02,p%d@example.org,attorney,case-consultation,t-visa,555-010%d,Client %d%s\n", n, n, again, n, again ? " and another" : ""
    }
  }'
}

# lacking: how many requests are not as the form said last, by the column that no event of staff's has.
lacking() {
  ta-submit -q -t csv ledger | mlr -S --icsv --ocsv cut -o -f id,facts >is.csv
  mlr -S --icsv --ocsv cut -o -f id,facts f.csv | diff - is.csv | grep -c '^>' || true
}

@test "a law: whatever staff say and take back, a form that says the same again amends nothing; an edited row is one event, once" {
  local seed any n undone=0
  for seed in 1 2 3; do
    for any in 0 1; do
      rm -f ledger
      staff $seed $any
      export_on 1 >f.csv
      import f.csv
      does 0 '150 read, 150 taken'
      sealed <before.jsonl >>ledger
      export_on 2 >f.csv
      import --amend -d 2026-11-10 f.csv
      does 0 '150 read, 0 taken, 50 already there, 100 amended'
      sealed <after.jsonl >>ledger
      # what has taken back the form's own is said anew
      n=$(lacking)
      undone=$((undone + n))
      if [ $any = 0 ]; then
        [ "$n" -eq 0 ]
        cp ledger before
      else
        import --amend f.csv
        does 0 "150 read, 0 taken, $((150 - n)) already there, $n amended" || { echo "seed $seed"; return 1; }
        [ "$(lacking)" -eq 0 ]
        cp ledger before
      fi
      import --amend f.csv
      does 0 '150 read, 0 taken, 150 already there' || { echo "seed $seed"; return 1; }
      same before ledger
      for row in 1 75 150; do
        sed -i "s/^$row,.*/& who asks/" f.csv
        import --amend f.csv
        does 0 '150 read, 0 taken, 149 already there, 1 amended'
        cp ledger before
        import --amend f.csv
        does 0 '150 read, 0 taken, 150 already there'
        same before ledger
      done
      [ "$(lacking)" -eq 0 ]
    done
  done
  # the law has met what it is about
  [ "$undone" -gt 20 ]
}

@test "--new: the same answers of another day, with another id, are another request; the same day's are there" {
  printf '%s\n' id,Timestamp,Email,Role,Assistance,Facts \
    'R17,11/2/2026 9:30:12,ana@example.org,attorney,Document Review,Please see attached.' >e.csv
  ta-submit -q -a desk e.csv
  cp desk before
  echo 'R40,12/8/2026 14:00:00,ana@example.org,attorney,Document Review,Please see attached.' >>e.csv
  echo 'R41,11/2/2026 9:30,ana@example.org,attorney,Document Review,Please see attached.' >>e.csv
  export TA_TODAY=2026-12-10
  go ta-submit -a desk e.csv
  says 'ta-submit: 3 read, 0 taken, 3 already there'
  same before desk
  go ta-submit -a desk --new e.csv
  says 'ta-submit: 3 read, 1 taken, 2 already there'
  [ "$(tail -n 1 desk | jq -r .id)" = R40 ]
  go ta-submit -a desk --new e.csv
  says 'ta-submit: 3 read, 0 taken, 3 already there'
}
