#!/usr/bin/env bats
# Answers that decide: what is left over between options, options that hold what stands
# between them, references of HTML, titles of courses, and headings that are nearly read
# or are not to be.

load helper

# form HEADING ANSWER [OTHER...]: a T visa review with one more column.
form() {
  printf '%s\n' "Timestamp,Email,Role,Assistance,Document type,Facts,$1" \
    "11/2/2026,a@example.org,Lawyer,Document review request,Denial of a T visa,Is the draft of the appeal complete and right?,\"$2\""
}

# map KEY...: map.yaml with these lines.
map() { printf '%s\n' 'version: 1' "$@" >map.yaml; }

# becomes FIELD WANTED FILE [ARGUMENT...]: intake makes this of it, in every format, and reads it again as it is.
becomes() {
  local field=$1 wanted=$2 file=$3
  shift 3
  for format in csv yaml jsonl; do
    ta-submit -q -t "$format" "$@" "$file" >first 2>err || { cat err; return 1; }
    ta-submit -q "$@" first >one
    ta-submit -q "$@" one >two
    same one two || return 1
    [ "$format" != csv ] || same first one || return 1
    ta-submit -q -t csv one >"by-$format.csv"
  done
  mlr --icsv --onidx cut -f "$field" by-csv.csv by-yaml.csv by-jsonl.csv >got
  same <(printf '%s\n' "$wanted" "$wanted" "$wanted") got
}

@test "left over: a word for nothing is nothing, so that a missing decision is asked for" {
  while IFS='|' read -r answer wanted; do
    form Attachments "$answer" >form.csv
    becomes attachments "$wanted" form.csv
    ta-validate -q one | ta-route -q -t csv >out
    [ "$(column ta_outcome out)" = hold ]
    [[ ";$(column ta_findings out);" == *";decision-missing;"* ]] || { echo "$answer"; column ta_findings out; return 1; }
  done <<'END'
Draft of the response, None|draft-response
None, Draft of the response|draft-response
Draft of the response; N/A|draft-response
Draft of the response, nothing attached, n/a|draft-response
Draft of the response, -|draft-response
Draft of the response, Other: none|draft-response
Other: Not applicable; Draft of the response|draft-response
END
  printf '%s\n' 'received: 2026-11-02' 'attachments: [Draft of the response, None]' >form.yaml
  becomes attachments draft-response form.yaml
  echo '{"received":"2026-11-02","attachments":["None","Draft of the response"]}' >form.jsonl
  becomes attachments draft-response form.jsonl
  [ "$(ta-submit -q -F attachments='Draft of the response, None' | column attachments)" = draft-response ]
}

@test "left over: a write-in is one, before known options and after them" {
  while IFS='|' read -r answer wanted; do
    form Topics "$answer" >form.csv
    becomes topics "$wanted" form.csv
  done <<'END'
T visas, Other: asylum|t-visa;other: asylum
Other: asylum, T visas|other: asylum;t-visa
T visas, Other: asylum, VAWA|t-visa;other: asylum, VAWA
T visas; Other: Other: asylum|t-visa;other: asylum
pets, Other: asylum|other: pets;other: asylum
T visas, Other|t-visa;other
END
  # what an older version has written so is put right when it is read again
  form Topics x | ta-submit -q | sed 's/other: x/"other: Other: asylum;other: None"/' >old.csv
  becomes topics 'other: asylum' old.csv
}

@test "options: one that holds a semicolon is found whole, by the policy and by a map" {
  ta-policy | sed "s/labels: .Victims' rights., .Crime victims' rights../&/; s/\"Crime victims' rights\"\]/\"Crime victims' rights\", \"Rights of victims; restitution\"]/" >policy.yaml
  grep -q 'Rights of victims; restitution' policy.yaml
  while IFS='|' read -r answer wanted; do
    form Topics "$answer" >form.csv
    becomes topics "$wanted" form.csv -p policy.yaml
    map 'values: {topics: {"Rights of victims; restitution": victims-rights}}'
    becomes topics "$wanted" form.csv -m map.yaml
  done <<'END'
Rights of victims; restitution|victims-rights
T visas; Rights of victims; restitution; Ethics|t-visa;victims-rights;ethics
T visas, Rights of victims; restitution, pets|t-visa;victims-rights;other: pets
Rights of victims; Ethics; restitution|other: Rights of victims;ethics;other: restitution
END
  for separator in ';' ',' '\n'; do
    map "list_separator: \"$separator\"" 'values: {topics: {"Rights of victims; restitution": victims-rights}}'
    form Topics "$(printf 'T visas%bRights of victims; restitution%bEthics' "$separator" "$separator")" >form.csv
    becomes topics 't-visa;victims-rights;ethics' form.csv -m map.yaml
  done
}

@test "HTML: references in answers are read, and parts of free text, addresses and names are not" {
  while IFS='|' read -r heading answer field wanted; do
    form "$heading" "$answer" >form.csv
    becomes "$field" "$wanted" form.csv
  done <<'END'
Topics|Victims&#39; rights, T visas|topics|victims-rights;t-visa
Topics|T&nbsp;visas; Victims&rsquo; rights|topics|t-visa;victims-rights
Topics|pets &amp; &quot;kids&quot;|topics|other: pets & "kids"
Attachments|&nbsp;|attachments|
OVC_grantee|I don&#x27;t know|ovc_grantee|unsure
OVC_grantee|&nbsp;|ovc_grantee|
Deadline|12&#x2F;1&#x2F;2026&nbsp;|deadline|2026-12-01
I would like a phone call|&quot;Yes&quot;|wants_call|yes
Name|A&amp;B &nbsp;|name|A&amp;B &nbsp;
Supervisor's email|a&#64;b.org|supervisor_email|a&#64;b.org
Topics &lpar;x&rpar;|Victims&#39; rights|Topics &lpar;x&rpar;|Victims&#39; rights
END
  form Facts_x x | sed '1s/Facts,Facts_x/Facts_x,Facts \&amp; Questions/; 2s/,"x"$/,"R\&amp;D \&nbsp;"/' >form.csv
  becomes facts 'R&amp;D &nbsp;' form.csv
}

@test "HTML: headings are read as a person sees them, by the policy, a map, in the map and in a second one" {
  map 'columns: {"Victims&#39; rights": {field: topics, item: victims-rights}, T visas &amp; more: {field: topics, item: t-visa}}'
  for heading in "Victims' rights" 'Victims&#39; rights' 'Victims&amp;#039; rights' "Victims'  Rights"; do
    form "$heading,T visas & more" 'x","' >form.csv
    becomes topics victims-rights form.csv -m map.yaml
  done
  # a column a choice: what HTML or a spreadsheet has in a cell that is blank chooses nothing
  for cell in '&nbsp;' $'\xc2\xa0' 'N/A' none '&#160; ' $'\xe2\x80\x8b' 'no&nbsp;'; do
    form 'Victims&#39; rights,T visas & more' "$cell"'","x' >form.csv
    becomes topics t-visa form.csv -m map.yaml
  done
  map 'columns: {Facts &amp; Questions: drop, Facts & questions: drop}'
  go ta-submit -m map.yaml form.csv
  refused ta-submit "map.yaml:.*the heading 'Facts & questions' is already above"
}

@test "headings: one that is nearly a field's is named, once, and no other is" {
  form 'Fact &amp; Question,Shoe size' 'why","43' | sed '1s/,Facts,/,Color,/' >form.csv
  sed 's|11/2/|11/3/|' form.csv >other.csv
  go ta-submit -o out.csv form.csv other.csv
  says "ta-submit: the heading 'Fact &amp; Question' is nearly 'Facts & Questions', but is not read as that; a map can say what it is, or let it pass" \
    'ta-submit: 2 read, 2 taken'
  go ta-submit -q -o out.csv form.csv
  clean 0
  # it has the field already; it is what we have written; the map says what it is
  form 'Fact &amp; Question' why >has.csv
  for command in 'ta-submit has.csv' 'ta-submit out.csv' 'ta-submit -m map.yaml form.csv'; do
    map 'columns: {Fact & Question: pass}'
    # shellcheck disable=SC2086 # words
    go $command
    says 'ta-submit: 1 read, 1 taken'
  done
  map 'columns: {Fact & Question: facts}'
  becomes facts why form.csv -m map.yaml
  printf '%s\n' '- {received: 2026-11-02, Fact and Questions: why}' '- {received: 2026-11-03, Deadlin: 2026-12-01}' >form.yaml
  go ta-submit form.yaml
  says "ta-submit: the heading 'Fact and Questions' is nearly .*" "ta-submit: the heading 'Deadlin' is nearly 'deadline'.*" '.* 2 taken'
}

@test "pass: a column whose heading is a field's passes under its own, and stays no field" {
  form Attachments 'https://example.org/a.pdf' >form.csv
  becomes attachments 'other: https://example.org/a.pdf' form.csv
  map 'columns: {Attachments: pass}'
  becomes Attachments 'https://example.org/a.pdf' form.csv -m map.yaml
  ta-submit -q -m map.yaml -o one.csv form.csv
  ta-validate -q one.csv | ta-route -q >out
  [[ ";$(column ta_findings out);" == *';decision-missing;'* ]]
  # the map that is drafted says it by itself
  ta-map -q -o again.yaml form.csv
  grep -q '^  "Attachments": pass  # links or names of files, ' again.yaml
  ta-submit -q -m again.yaml form.csv | same one.csv -
  # with another column that is the field
  map 'columns: {Attachments: pass, Kinds: attachments}'
  form 'Attachments,Kinds' 'a.pdf","Draft of the response' >both.csv
  becomes attachments draft-response both.csv -m map.yaml
  # under the field's own name it would be the field to every tool behind
  sed 's/Attachments/attachments/' form.csv >name.csv
  go ta-submit -m map.yaml name.csv
  refused ta-submit "name.csv: the heading 'attachments' is a field's own name, so its column cannot pass: .*"
  map 'columns: {Attachments: pas}'
  go ta-submit -m map.yaml form.csv
  refused ta-submit "map.yaml:.*'pas' is not a field of this policy; did you mean 'pass'\\?"
}

@test "courses: a title with a comma, a roman number or a remark is one that the policy names" {
  while read -r answer; do
    form 'Courses passed,Attachments' "$(printf '%b' "$answer")\",\"USCIS notice, Draft of the response" >form.csv
    becomes courses_passed 'human-trafficking-defined;t-visas-part-1' form.csv
    ta-validate -q one | ta-route -q -t csv >out
    [ "$(column ta_outcome out)" = accept ] || { echo "$answer"; column ta_findings out; return 1; }
    # staff's table says it, too
    printf '%s\n' id,courses_passed "x,\"$(printf '%b' "$answer")\"" >staff.csv
    printf '%s\n' id,received,email,role,assistance x,2026-11-02,,, >bare.csv
    [ "$(ta-submit -q --join staff.csv -t jsonl bare.csv | jq -r '.courses_passed|join(";")')" = 'human-trafficking-defined;t-visas-part-1' ]
  done <<'END'
Human Trafficking Defined, T Visas, Part 1
Human Trafficking Defined, T Visas, Part I
Human Trafficking Defined; T Visas Part I
Human Trafficking Defined (webinar)\nT Visas: Part 1 (passed May 2, 2026)
Human Trafficking Defined [2025], T Visas – Part I (on demand) [passed]
Human&nbsp;Trafficking Defined, T&nbsp;Visas, Part&nbsp;1
END
  # what is no title that a condition uses is left as it is
  while IFS='|' read -r answer wanted; do
    form 'Courses taken' "$answer" >form.csv
    becomes courses_taken "$wanted" form.csv
  done <<'END'
T Visas, Part 2|t-visas;part-2
T Visas; Part 1|t-visas;part-1
T Visas Part II (2026)|t-visas-part-ii-2026
Ethics (webinar), Housing|ethics-webinar;housing
None yet, Ethics|ethics
END
}

@test "met before: of more answers than are held each becomes what it becomes alone" {
  # 6,000 rows: 1,700 roles, 1,900 topics and 1,300 write-ins, each several times and among known ones
  awk 'BEGIN { for (i = 0; i < 6000; i++) {
      role = i % 3 ? "Role " i % 1700 : i % 2 ? "Lawyer" : "Staff attorney"
      topics = "T visas;Topic " i % 1900 ";T visas"
      courses = i % 5 ? "T Visas Part I;Course " i % 1300 : i % 2 ? "none" : "n/a"
      printf "11/2/2026,a%d@example.org,%s,General Information,%s,%s,%s,why %d\n",
          i, role, topics, courses, i % 2 ? "Y" : "unchecked", i } }' >rows
  head='Timestamp,Email,Role,Assistance,Topics,Courses passed,Own case,Facts'
  { echo "$head"; cat rows; } >together.csv
  # each file begins with nothing met
  mkdir alone
  awk -v head="$head" '{ file = "alone/" NR ".csv"; print head "\n" $0 >file; close(file) }' rows
  go ta-submit --columns received,email,role,topics,courses_passed,own_case,facts,id together.csv
  [ "$rc" -eq 1 ] && mv out together && tail -n 1 err | sed 's/.*; answers/answers/' >told
  go ta-submit --columns received,email,role,topics,courses_passed,own_case,facts,id $(seq -f 'alone/%g.csv' 6000)
  same together out
  same told <(tail -n 1 err | sed 's/.*; answers/answers/')
  # as many as there are
  grep -q 'role 4000' told || { cat told; return 1; }
}
