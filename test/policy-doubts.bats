#!/usr/bin/env bats
# What a director is told about a policy before it is used: the doubts of
# ta-policy --check, its words by --words, and --compare of two of one edition.
#
# data/doubts/policy.yaml has no doubt; each test breaks a copy of it.

# shellcheck disable=SC2154 # stderr is set by run

load helper

small=$data/doubts/policy.yaml

setup() {
  quick
  cd "$BATS_TEST_TMPDIR" || return 1
}

# broken EDIT: the small policy after an edit by sed, which has to change it.
broken() {
  sed "$1" "$small" >policy.yaml
  run ! cmp -s "$small" policy.yaml
  # it can be loaded: a doubt is no error
  ta-policy -q --check policy.yaml
}

# at TEXT WORDS: the only doubt is that, at the first place of the text in the file.
at() {
  local place
  place=$(awk -v text="$1" '{ n = index($0, text) } n { print NR ":" n; exit }' policy.yaml)
  run -0 --separate-stderr ta-policy --check policy.yaml
  [ -z "$output" ]
  grep -v ' fields, .* routes ' <<<"$stderr" >said || true
  same <(echo "ta-policy: policy.yaml:$place: $2") said
  run -1 ta-policy --check policy.yaml --strict
}

# sound: there is no doubt.
sound() {
  run -0 --separate-stderr ta-policy --check policy.yaml --strict
  [ "$(wc -l <<<"$stderr")" -eq 1 ] || { echo "$stderr"; return 1; }
}

@test "doubts: none in the small policy and in those of the examples" {
  for policy in "$small" "$examples"/site-policy.yaml "$examples"/policies/*.yaml; do
    cp "$policy" policy.yaml
    sound
  done
}

@test "doubts: the built-in policy has none" {
  ta-policy >policy.yaml
  sound
}

@test "doubts: --strict is status 1 where there is one, even if quiet; without it 0" {
  broken '/Please call the hotline/d'
  run -0 ta-policy -q --check policy.yaml
  [ -z "$output" ]
  run -1 ta-policy -q --check policy.yaml --strict
  [ -z "$output" ]
  run -2 ta-policy --strict
}

@test "doubts: a role that is added to the form alone, where the others are sorted into kinds" {
  broken 's/^      - paralegal$/&\n      - navigator/'
  at navigator "no condition has 'navigator' of role, though 5 other values are in some: 'paralegal' is in 'legal' of facts; add it where it belongs, or give it a fact of its own"
  # what a list or a fact has is no doubt
  broken 's/^      - paralegal$/&\n      - navigator/; s/role: \[attorney, paralegal\]/role: [attorney, navigator, paralegal]/'
  sound
  broken 's/^      - paralegal$/&\n      - navigator/; s/^  - {id: officer,.*/&\n  - {id: navigator, when: {role: navigator}}/'
  sound
  # several for few others, and what is left of values that are named one by one
  broken 's/^      - paralegal$/&\n      - a\n      - b/'
  sound
  broken 's/^      - visas$/&\n      - housing/'
  sound
}

@test "doubts: the condition may be of a check, a route, a referral, a call, or what nothing is asked of" {
  for edit in 's/^    when: {is: officer}/    when: {is: officer, role: navigator}/' \
    's/^      when: {is: legal-visas}/      when: {is: legal-visas, role: navigator}/' \
    's/^    when: {is: legal}$/    when: {role: navigator}/' \
    's/name: visas, when: {/&role: navigator, /' \
    's/^facts:/ask_nothing_when: {role: navigator}\n&/' \
    's/^facts:/say_nothing_when: {role: navigator}\n&/' \
    's/^routes:/priority: {behind: {role: navigator}}\n&/' \
    's/^routes:/priority: {open: {role: navigator}}\n&/' \
    's/^routes:/priority: {when: {role: navigator}}\n&/'; do
    broken "s/^      - paralegal\$/&\n      - navigator/; $edit"
    [ "$(grep -c navigator policy.yaml)" -eq 2 ]
    sound
  done
}

@test "doubts: what is called like a key of conditions is none of them" {
  # a switch and a referral may have any name
  broken 's/^      - paralegal$/&\n      - navigator/; s/^facts:/switches: {open: {default: off}, behind: {default: off}}\n&/; s/^  hotline:/  open:/; s/\[hotline\]/[open]/'
  at navigator "no condition has 'navigator' of role, though 5 other values are in some: 'paralegal' is in 'legal' of facts; add it where it belongs, or give it a fact of its own"
}

@test "doubts: a role that is in some list, but in none of those that sort the roles" {
  # in one that overlaps with another, as the roles that need a supervisor
  broken 's/^      - paralegal$/&\n      - interpreter/; s/^  - {id: officer,.*/&\n  - {id: supervised, when: {role: [interpreter, paralegal]}}/'
  at interpreter "'interpreter' of role is in 'supervised' of facts, but in none of the lists that sort role: 'legal' of facts, 'helper' of facts; add it to one of them, or give it a fact of its own"
  # in one of those, too; or named alone
  broken 's/^      - paralegal$/&\n      - interpreter/; s/role: \[advocate, case-manager\]/role: [advocate, case-manager, interpreter]/; s/^  - {id: officer,.*/&\n  - {id: supervised, when: {role: [interpreter, paralegal]}}/'
  sound
  broken 's/^      - paralegal$/&\n      - interpreter/; s/^  - {id: officer,.*/&\n  - {id: supervised, when: {role: [interpreter, paralegal]}}\n  - {id: interpreter, when: {role: interpreter}}/'
  sound
  # other and none are what is left
  broken 's/^  - {id: officer,.*/&\n  - {id: supervised, when: {role: [other, paralegal]}}/'
  sound
  # two lists that overlap sort nothing
  broken 's/role: \[advocate, case-manager\]/role: [advocate, attorney, case-manager]/; s/^  - {id: officer,.*/&\n  - {id: supervised, when: {role: [advocate, paralegal]}}/'
  sound
}

@test "doubts: the same of the built-in policy: an interpreter who needs a supervisor" {
  ta-policy | sed 's/^      - paralegal$/&\n      - court-interpreter/; s/role: \[legal-assistant, paralegal, legal-intern/role: [court-interpreter, legal-assistant, paralegal, legal-intern/' >policy.yaml
  at court-interpreter "'court-interpreter' of role is in 'supervised' of facts, but in none of the lists that sort role: 'legal-role' of facts, 'other-known-role' of facts; add it to one of them, or give it a fact of its own"
}

@test "doubts: a redirect that tells the requester nothing" {
  broken '/Please call the hotline/d; s/    outcome: redirect/    outcome: "redirect"/'
  at '"redirect"' "the route 'own-case' sends a request elsewhere, and no 'says' of it tells the requester so"
}

@test "doubts: a note that asks for something" {
  broken 's/We have courses/PLEASE take our courses/'
  at PLEASE "the note 'free-courses' asks the requester for something, but a note never waits for an answer; what has to come is a hold"
  # a hold may ask, and so may a note that only staff read; "pleased" is another word
  broken 's/We have courses/Please take our courses/; s/severity: note/severity: hold/'
  sound
}

@test "doubts: a telephone number in a sentence that no referral has" {
  local number
  no_referral="the sentence names a telephone number that no referral has"
  # in a route, a check, a referral, of any spelling
  broken 's/Please call the hotline./Please call 1-800-555-0101, day and night./'
  at 1-800-555-0101 "$no_referral: 1-800-555-0101"
  broken 's/The courses are free./Call (757) 555-0122./'
  at '(757) 555-0122' "$no_referral: (757) 555-0122"
  broken 's/Please name a topic/Please name a topic, or call 555.0101/'
  at 555.0101 "$no_referral: 555.0101"
  broken 's/Please look twice/Look twice, or call +353 1 555 0100/'
  at '+353 1 555 0100' "$no_referral: +353 1 555 0100"
  # in a later line of a sentence, in quotes, and broken at a blank
  broken 's/somebody whom they know/somebody: 1-800-555-0102/'
  at 1-800-555-0102 "$no_referral: 1-800-555-0102"
  broken 's/says: The courses are free./says: "Free: 800-555-0102"/'
  at 800-555-0102 "$no_referral: 800-555-0102"
  # the number of a referral, with and without its 1 and area, and what is no number of a telephone
  for number in 1-800-555-0100 800-555-0100 '(800) 555-0100' 800.555.0100 +1-800-555-0100 18005550100 555-0100 \
    2026-11-24 '2026-11-24 10 am' '11\/24\/2026' '24\/7' 'I-914' 988 A123456789 'https:\/\/example.org\/5550101' '15 USC 1234' 12345678901234567890; do
    broken "s/Please call the hotline./We said $number./"
    sound || { echo "$number"; return 1; }
  done
  # the referral's number changes, and the sentences have the old one
  broken 's/Please call the hotline./Call 800-555-0100./; s/phone: 1-800-555-0100/phone: 1-800-555-0199/'
  at 800-555-0100 "$no_referral: 800-555-0100"
}

@test "doubts: a sentence of many numbers is read once" {
  for words in '1 ' '800-555-0100, ' '10 business days ' '1 - '; do
    many=$(perl -e 'print shift() x 50000' "$words")
    { sed '/^      says: Please call/,$d' "$small" && printf '      says: "%s"\n' "$many" && sed '1,/^      says: Please call/d' "$small"; } >policy.yaml
    timeout 10 ta-policy -q --check policy.yaml
  done
}

@test "doubts: the built-in hotline's number changes in the referral alone" {
  ta-policy | sed 's/^    phone: 1-888-539-2373/    phone: 1-888-555-0100/' >policy.yaml
  sed -i 's/^    phone: 888-539-2373/    phone: 888-555-0101/' policy.yaml
  run -0 --separate-stderr ta-policy --check policy.yaml
  # every sentence that has it: what the page is quoted with is no sentence
  awk '/^ *cites:/ { cites = 1 } /^ *(says|refer|severity|when|- id):/ { cites = 0 } !cites && /888-539-2373/' policy.yaml | wc -l >wanted
  grep -c 'telephone number that no referral has' <<<"$stderr" >got
  same wanted got
}

@test "doubts: a number of business days in a sentence that is neither the target nor a rule's" {
  broken 's/Please call the hotline./We answer within 15 business days./'
  at '15 business' "the sentence names 15 business days, which is neither the target nor any 'within' of the policy"
  broken 's/The courses are free./They take 1 business day./'
  at '1 business' "the sentence names 1 business days, which is neither the target nor any 'within' of the policy"
  broken 's/Please name a topic./Please name a topic\n      in 15\n      business days./'
  at '15' "the sentence names 15 business days, which is neither the target nor any 'within' of the policy"
  for words in '5 business days' '10 Business  days' 'ten business days' '15 days' '15 businesses' 'A15 business days'; do
    broken "s/Please call the hotline./We answer in $words./"
    sound || { echo "$words"; return 1; }
  done
  # the target is one, and so is a time of a condition
  broken 's/^  from: received/  target: 15 business days\n&/; s/within: 10 business days/within: target/; s/Please call the hotline./Wait 15 business days./'
  sound
  broken 's/^    when: {is: officer}/    when: {received: {within: 15 business days of today}}/; s/Please call the hotline./Wait 15 business days./'
  sound
  # the built-in policy's target changes, and its sentence does not
  ta-policy | sed 's/^  target: 15/  target: 10/' >policy.yaml
  run -1 --separate-stderr ta-policy --strict --check policy.yaml
  grep -q 'the sentence names 15 business days' <<<"$stderr"
}

@test "doubts: notes that ask in other words than please are not doubted" {
  for words in 'Tell us your topic.' 'Is the date right?' 'Send us the date.'; do
    broken "s/We have courses on visas\\..*/$words/"
    sound
  done
}

@test "doubts: if_invalid of a field whose every answer is valid" {
  broken 's/^    labels: \[Entry Id, Entry number\]/    if_invalid: note\n&/'
  at 'note' "'if_invalid' of id does nothing: every answer to it is valid"
  broken 's/^  - name: own_case/  - {name: courses, type: list, if_invalid: none}\n&/'
  at 'none}' "'if_invalid' of courses does nothing: every answer to it is valid"
  broken 's/^    type: yes-no/&\n    if_invalid: none/'
  sound
}

@test "doubts: a target that no rule names" {
  broken 's/^  from: received/  target: 10 business days\n&/'
  at '10 business days' "no rule of 'due' has 'within: target', so 'target' does nothing"
  broken 's/^  from: received/  target: 10 business days\n&/; s/within: 10 business days/within: "target"/'
  sound
}

@test "doubts: always where there is no say_nothing_when" {
  broken 's/^  - id: free-courses/&\n    always: "yes"/'
  at '"yes"' "'always' of 'free-courses' does nothing: the policy has no 'say_nothing_when'"
  broken 's/^  - id: free-courses/&\n    always: no/'
  sound
  broken 's/^  - id: free-courses/&\n    always: yes/; s/^facts:/say_nothing_when: {own_case: yes}\n&/'
  sound
}

@test "doubts: staff: no where only staff can see it" {
  broken 's/^    when: {is: officer}/&\n    alert: yes/; s/^    staff: yes/    staff: "no"/'
  at '"no"' "'staff: no' of 'look-twice' does nothing: an alert is for staff"
  broken '/id: look-twice/,/staff/s/severity: note/severity: review/; s/^    staff: yes/    staff: "no"/'
  at '"no"' "'staff: no' of 'look-twice' does nothing: a review is for staff"
  broken 's/^    staff: yes/    staff: no/; s/Please look/Look/'
  sound
  broken 's/^    staff: yes/    alert: yes/'
  sound
}

@test "doubts: a check that one above it asks for by its severity, and does not see" {
  # asks WHEN: the first check asks so; the last is a hold.
  asks() {
    broken "s/^checks:/&\n  - {id: asks, severity: note, when: {$1}, says: We wait., staff: yes}/; s/^  - id: look-twice/  - id: late-hold\n    severity: ${2:-hold}\n    when: {is: officer}\n    says: Which officer?\n&/"
  }
  asks 'severity: [error, hold]'
  run -0 --separate-stderr ta-policy --check policy.yaml
  grep -o "'topics-missing'.*\|'late-hold'.*" <<<"$stderr" >said
  same <(printf "'%s', a %s, is not seen by 'asks', which is above it and asks for that severity; put it above\n" topics-missing hold late-hold hold) said
  line=$(grep -n 'id: late-hold' policy.yaml | cut -d : -f 1)
  grep -q "policy.yaml:$line:5: the check 'late-hold'" <<<"$stderr"
  asks 'no_severity: hold' error
  run -0 --separate-stderr ta-policy --check policy.yaml
  [ "$(wc -l <<<"$stderr")" -eq 2 ]
  grep -q "the check 'topics-missing', a hold, is not seen" <<<"$stderr"
  asks 'severity: error'
  sound
  # below all of them
  broken 's/^  - id: look-twice/  - {id: asks, severity: note, when: {severity: hold}, says: We wait.}\n&/'
  sound
}

@test "doubts: a route or due rule that one above it hides" {
  hidden() {
    broken "$1"
    at "$2" "the $3 is never reached: wherever it holds, so does $4, which is above it"
  }
  # the same condition, and one that asks for more
  hidden 's/^    - id: helper$/    - {id: again, when: {is: legal-visas}, outcome: review, queue: others}\n&/' \
    '{id: again' "route 'again'" "'visas'"
  hidden 's/^    - id: helper$/    - {id: again, when: {is: [legal-visas], own_case: no}, outcome: review, queue: others}\n&/' \
    '{id: again' "route 'again'" "'visas'"
  # by what a fact is made of, from above and from below
  hidden 's/^    - id: helper$/    - {id: again, when: {is_all: [legal, visas]}, outcome: review, queue: others}\n&/' \
    '{id: again' "route 'again'" "'visas'"
  hidden 's/^    - id: helper$/    - {id: again, when: {role: attorney, topics: visas}, outcome: review, queue: others}\n&/' \
    '{id: again' "route 'again'" "'visas'"
  hidden 's/^      when: {is: legal-visas}/      when: {is: known}/; s/^    - id: other$/    - {id: again, when: {is: officer}, outcome: review, queue: others}\n&/; s/advocate, case-manager\], topics.*/other]}/' \
    '{id: again' "route 'again'" "'visas'"
  # fewer of a list of which any is enough, more of one of which none may be
  hidden 's/^    - id: other$/    - {id: again, when: {role: advocate, topics: {has_any: [visas]}}, outcome: review, queue: others}\n&/' \
    '{id: again' "route 'again'" "'helper'"
  hidden 's/^      when: {is: legal-visas}/      when: {is_not: officer}/; s/^    - id: other$/    - {id: again, when: {is_not: [legal, officer]}, outcome: review, queue: others}\n&/; s/advocate, case-manager\], topics.*/other]}/' \
    '{id: again' "route 'again'" "'visas'"
  # an answer is there where it equals something
  hidden 's/^      when: {is: legal-visas}/      when: {topics: {present: yes}}/; s/advocate, case-manager\], topics.*/other]}/; s/^    - id: other$/    - {id: again, when: {topics: visas}, outcome: review, queue: others}\n&/' \
    '{id: again' "route 'again'" "'visas'"
  hidden 's/^    - {id: standard/    - {id: again, when: {topics: visas, is: legal}, within: 3 business days}\n&/' \
    '{id: again' "rule of 'due' 'again'" "'visas'"
}

@test "doubts: no_severity means none of its items, so more of them ask for more" {
  # severity ABOVE BELOW: two routes, one above the other, with these conditions.
  severity() {
    broken "s/^    - id: other\$/    - {id: above, when: {$1}, outcome: review, queue: others}\n    - {id: below, when: {$2}, outcome: review, queue: others}\n&/"
  }
  severity 'no_severity: error' 'no_severity: [error, hold]'
  at '{id: below' "the route 'below' is never reached: wherever it holds, so does 'above', which is above it"
  severity 'no_severity: [error, hold]' 'no_severity: error'
  sound
  severity 'severity: [error, hold]' 'severity: error'
  at '{id: below' "the route 'below' is never reached: wherever it holds, so does 'above', which is above it"
  severity 'severity: error' 'severity: [error, hold]'
  sound
}

@test "doubts: a rule that asks for less, or for something else, is no doubt" {
  local rule
  while IFS= read -r rule; do
    broken "s/^    - id: other\$/    - {id: again, when: {$rule}, outcome: review, queue: others}\n&/"
    sound || { echo "$rule"; return 1; }
  done <<'END'
is: visas
is: [visas, legal]
is_not: legal-visas
role: [advocate, officer], topics: {has_any: [visas]}
role: advocate, topics: {has_all: [none]}
role: advocate, topics: {only: [none]}
role: advocate, topics: {present: yes}
own_case: {present: yes}
is: legal, topics: record-relief
END
}

@test "doubts: a friday where the day after a thursday is meant" {
  broken 's/on: the day after thanksgiving-day/on: 4th friday of november/'
  at '4th friday' "'4th friday of november' is on the day after Thanksgiving Day in 24 years of 28 only; for that day in every year write 'the day after thanksgiving-day', below that holiday"
  # the day after in every year, and in a few
  broken 's/on: the day after thanksgiving-day/on: december 1/'
  sound
  broken 's/on: the day after thanksgiving-day/on: 3rd friday of november/'
  sound
  broken 's/on: the day after thanksgiving-day/on: last friday of november/'
  at 'last friday' "'last friday of november' is on the day after Thanksgiving Day in 24 years of 28 only; for that day in every year write 'the day after thanksgiving-day', below that holiday"
}

@test "doubts: a condition on what ta-history says, where the history says nothing of it" {
  ta-policy | sed '/^history:/,/^$/d' >mine.yaml
  line() { grep -n -- "$1" mine.yaml | cut -d: -f1; }
  go ta-policy -q --strict --check mine.yaml
  [ "$rc" -eq 1 ]
  go ta-policy --check mine.yaml
  for column in ta_same_as ta_signs; do
    grep -qx "ta-policy: mine.yaml:$(line "{$column: {present"):12: '$column' is always blank, since 'history' does not say what would be there" err
  done
  [ "$(grep -c 'always blank' err)" -eq 2 ]
  # each part of the history has its own column
  ta-policy | sed '/^  repeat:/d' >mine.yaml
  go ta-policy --check mine.yaml
  [ "$(grep 'always blank' err)" = "ta-policy: mine.yaml:$(line '{ta_same_as: {present'):12: 'ta_same_as' is always blank, since 'history' does not say what would be there" ]
  ta-policy | sed '/^  signs/d' >mine.yaml
  go ta-policy --check mine.yaml
  [ "$(grep -c "'ta_signs' is always blank" err)" -eq 1 ]
  [ "$(grep -c 'always blank' err)" -eq 1 ]
  ta-policy | sed '/^history:/,/^$/d; s/^  open: {/&ta_earlier: {at_least: 3}, /; s/^ask_nothing_when: {/&ta_earlier_ids: {present: yes}, /' >mine.yaml
  go ta-policy --check mine.yaml
  grep -q "'ta_earlier' is always blank" err
  grep -q "'ta_earlier_ids' is always blank" err
}

@test "doubts: a fact that ta-history tries, and that asks what ta-history says" {
  ta-policy | sed 's/{id: advice-ignored, when: {follows_prior_advice: no}}/{id: advice-ignored, when: {follows_prior_advice: no, ta_earlier: {at_least: 2}}}/' >mine.yaml
  go ta-policy --check mine.yaml
  grep -q "^ta-policy: mine.yaml:$(grep -n 'id: advice-ignored' mine.yaml | cut -d: -f1):[0-9]*: 'ta_earlier' is still blank when ta-history tries 'advice-ignored'\$" err
  ta-policy | sed 's/{id: merged, when: {status: merged}}/{id: merged, when: {ta_same_as: {present: yes}}}/' >mine.yaml
  go ta-policy --check mine.yaml
  grep -q "'ta_same_as' is still blank when ta-history tries 'merged'" err
  # another fact may
  ta-policy | sed 's/{id: overuse-looked-at, when: {/&ta_earlier: {at_least: 2}, /' >mine.yaml
  go ta-policy -q --strict --check mine.yaml
  [ "$rc" -eq 0 ]
}

@test "doubts: a label that a comma has cut, or that has a quote or bracket too few" {
  broken 's/\["Record relief, including vacatur"\]/[Record relief, including vacatur]/'
  at 'including vacatur' "the label 'including vacatur' may be the rest of the one before; a label with a comma is quoted as a whole"
  broken 's/Police officer/Officer (of the police, or of a county)/'
  sed -n 2p <(ta-policy --check policy.yaml 2>&1) | grep -q "the label 'Officer (of the police' has a quote or bracket without its partner"
  broken "s/Police officer/The \"officer/"
  at 'The "officer' "the label 'The \"officer' has a quote or bracket without its partner; a label with a comma is quoted as a whole"
  broken 's/Entry number/number of the entry/'
  at 'number of' "the label 'number of the entry' may be the rest of the one before; a label with a comma is quoted as a whole"
  broken 's/Letter sent/or a letter/'
  at 'or a letter' "the label 'or a letter' may be the rest of the one before; a label with a comma is quoted as a whole"
  # one word, one that is quoted, lines of their own, and no capital before
  for edit in 's/Entry number/entry/' 's/Entry number/"number of entry"/' 's/Letter sent/"a letter"/' \
    's/\[Entry Id, Entry number\]/\n      - Entry Id\n      - number of entry/' \
    's/Sent, Letter sent/sent off, letter sent/'; do
    broken "$edit"
    sound || { echo "$edit"; return 1; }
  done
}

@test "doubts: a label with the separator of lists" {
  broken 's/Police officer/Officer; police/'
  at 'Officer; police' "the label 'Officer; police' has a ';' in it, which separates the answers of a list; it may never be read as one answer"
  # a heading is not one of many
  broken 's/Entry number/Entry; number/'
  sound
}

@test "doubts: a character that nobody sees, by its name and place" {
  local point name bytes
  while read -r point name; do
    bytes=$(perl -CO -e 'print chr hex shift' "$point")
    broken "s/for all who ask/for all$bytes who ask/"
    at "$bytes" "here is U+$point, $name, which nobody sees; type the words around it anew" || { echo "$point"; return 1; }
  done <<'END'
00A0 a no-break space
00AD a soft hyphen
200B a zero width space
200C a zero width non-joiner
200D a zero width joiner
200E a mark of the direction of writing
202E a control of the direction of writing
2060 a word joiner
2066 a control of the direction of writing
FEFF a byte order mark
3000 an unusual blank
180E an invisible character
END
}

@test "doubts: an unseen character in a label, in a second line, as an escape; not in a comment" {
  local bytes=$'\302\240'
  broken "s/Police officer/Police${bytes}officer/"
  at "$bytes" "here is U+00A0, a no-break space, which nobody sees; type the words around it anew"
  broken "s/somebody whom/somebody${bytes}whom/"
  at "$bytes" "here is U+00A0, a no-break space, which nobody sees; type the words around it anew"
  broken "s/says: The courses are free./says: \"The\\\\u00A0courses\"/; s/^    url: .*/&?a${bytes}b/"
  run -0 --separate-stderr ta-policy --check policy.yaml
  [ "$(wc -l <<<"$stderr")" -eq 3 ]
  line=$(grep -n 'u00A0' policy.yaml | cut -d: -f1)
  grep -q "policy.yaml:$line:11: here is U+00A0" <<<"$stderr"
  broken "s/^# A small/# A${bytes}small/"
  sound
}

@test "doubts: all are said, in the order of the file" {
  broken '/Please call the hotline/d; s/We have courses/Please take courses/; s/on: the day after thanksgiving-day/on: 4th friday of november/'
  run -0 --separate-stderr ta-policy --check policy.yaml
  [ "$(wc -l <<<"$stderr")" -eq 4 ]
  tail -n 3 <<<"$stderr" | cut -d: -f3 >lines
  same lines <(sort -n lines)
}

# --compare

@test "compare: two policies of one edition that differ are said, comments aside" {
  printf 'id,received,role\n1,2026-11-02,attorney\n' >in.csv
  run -0 --separate-stderr ta-policy -p "$small" --compare "$small" in.csv
  [ "$(wc -l <<<"$stderr")" -eq 1 ]
  { echo '# another comment'; sed 's/^facts:/# and one\n&/; s/\[attorney, paralegal\]/[ attorney , "paralegal" ]/' "$small"; } >policy.yaml
  run -0 --separate-stderr ta-policy -p "$small" --compare policy.yaml in.csv
  [ "$(wc -l <<<"$stderr")" -eq 1 ]
  said="ta-policy: both policies are small 2026-11-24, but they differ: give one of them another edition, or no record can tell which decided it"
  for edit in 's/within: 10/within: 9/' 's/free-courses/free-course/' 's/We have courses/We had courses/' \
    's/{id: visas, when: {topics: visas}, /{id: visas, /;/^    - {id: standard/d' '/^    - {id: standard/d'; do
    broken "$edit"
    run -0 --separate-stderr ta-policy -p "$small" --compare policy.yaml in.csv
    [ "$(head -n 1 <<<"$stderr")" = "$said" ] || { echo "$edit: $stderr"; return 1; }
    run -0 --separate-stderr ta-policy -q -p "$small" --compare policy.yaml in.csv
    [ -z "$stderr" ]
    for of in edition name; do
      sed "s/^$of: .*/$of: another/" policy.yaml >other.yaml
      run -0 --separate-stderr ta-policy -p "$small" --compare other.yaml in.csv
      [ "$(wc -l <<<"$stderr")" -eq 1 ]
    done
  done
}

# --words, and the sentences that fields have by themselves

@test "words: every sentence, route and referral, for whom it is" {
  run -0 --separate-stderr ta-policy --words -p "$small"
  [ -z "$stderr" ]
  same <(echo "$output") "$data/doubts/words"
}

# The letters of a policy file by its lines: each text, under its rule's id.
letters_of() {
  awk '/^[a-z]/ { replies = /^replies:/ }
    !replies { next }
    /^  (subject|closing):/ { sub(":", ""); print "letters", $1 }
    /^  greeting:/ { for (n = gsub("\",|\"]", ""); n > 0; n--) print "letters greeting" }
    /^    - / { id = $0; sub(".*id: ", "", id); sub(",.*", "", id) }
    /^ *text:/ { print "letters", id }' "$1"
}

@test "words: each finding, route, referral and letter of the policies once, and no line is long" {
  for policy in '' "$small" "$examples"/site-policy.yaml "$examples"/policies/*.yaml; do
    TA_POLICY=$policy ta-policy --words >words
    TA_POLICY=$policy ta-policy >policy.yaml
    # entries by their section, against those that --coverage counts and the file has
    awk '/^-- / { section = $2 } /^[a-z]/ && section { print section, $1 }' words | sort >got
    printf 'role,expect_outcome\nx,*\n' >cases.csv
    {
      quietly env TA_POLICY="$policy" ta-policy -q --test cases.csv --coverage |
        awk -F, '$1 == "routes" || $1 == "checks" { print $1, $2 }'
      sed -n '/^referrals:/,/^[a-q]/s/^  \([a-z-]*\):.*/referrals \1/p' policy.yaml
      letters_of policy.yaml
      sed -n '/^reports:/,/^[a-q]/s/^  - id: \(.*\)/reports \1/p' policy.yaml
    } | sort >wanted
    sed 's/^fields /checks /' got | sort >all
    same wanted all
    [ "$(wc -l <wanted)" -gt 10 ]
    run ! grep -E '^.{77}' <(grep -v '^    address: ' words)
  done
}

@test "words: what is read by requesters has all of theirs and none of staff's" {
  ta-policy --words -p "$small" | sed '/^WHAT ONLY STAFF READ/,$d' >theirs
  grep -q 'Please name a topic' theirs
  run ! grep -q 'Please look twice' theirs
  # a referral that only a check of staff's has is staff's
  broken 's/^    refer: \[courses\]/    staff: yes\n&/'
  ta-policy --words -p policy.yaml | sed '/^WHAT ONLY STAFF READ/,$d' >theirs
  run ! grep -q courses theirs
  ta-policy --words -p policy.yaml | grep -q '^    address: https://example.org/courses'
}

@test "words: lines of a sentence stay lines, and cells are counted, not bytes" {
  broken 's/says: The courses are free./says: |\n      One line.\n      Another./'
  ta-policy --words -p policy.yaml | grep -A1 -x '    One line.' | grep -qx '    Another.'
  long=$(printf 'ééééééé %.0s' 1 2 3 4 5 6 7 8 9)
  broken "s/says: The courses are free./says: $long/"
  [ "$(ta-policy --words -p policy.yaml | grep -c é)" -eq 1 ]
  # a wide character takes two cells, a mark none
  wide=$(printf '漢漢漢漢 %.0s' 1 2 3 4 5 6 7 8 9)
  broken "s/says: The courses are free./says: $wide/"
  [ "$(ta-policy --words -p policy.yaml | grep -c 漢)" -eq 2 ]
  marks=$(printf 'e\xcc\x81e\xcc\x81e\xcc\x81e\xcc\x81e\xcc\x81e\xcc\x81e\xcc\x81 %.0s' 1 2 3 4 5 6 7 8 9)
  broken "s/says: The courses are free./says: $marks/"
  [ "$(ta-policy --words -p policy.yaml | grep -c $'e\xcc\x81')" -eq 1 ]
}

@test "fields: a finding of a field names the first label, its name, or for staff the column" {
  # sentence FIELD CELL: what is said of the cell, of a form with the field.
  sentence() {
    sed "s/^facts:/  - $1\n&/" "$small" >policy.yaml
    printf 'id,received,role,topics,own_case,x_y\n1,2026-11-02,other,record-relief,no,%s\n' "$2" >in.csv
    ta-validate -q -p policy.yaml -l -t csv in.csv | column sentence
    ta-validate -p policy.yaml in.csv 2>&1 >/dev/null | sed -n 's/^.*: id 1: x_y: \(.*\) \[.*$/\1/p'
  }
  while IFS='|' read -r field cell words; do
    sentence "$field" "$cell" | sort -u >got
    same <(echo "$words") got || { echo "$field"; return 1; }
  done <<'END'
{name: x_y, type: text, if_blank: hold, labels: ["What is it?", It]}||Please answer: What is it?
{name: x_y, type: text, if_blank: hold, labels: [What it is]}||Please answer: What it is.
{name: x_y, type: text, if_blank: hold, labels: [Say what it is.]}||Please answer: Say what it is.
{name: x_y, type: text, if_blank: hold}||Please answer: x y.
{name: x_y, type: date, labels: [Date of the deadline]}|soon|Please give a date such as 2026-11-24: Date of the deadline.
{name: x_y, type: email, labels: [Your e-mail]}|a@b|Please send an e-mail address that can be used: Your e-mail.
{name: x_y, type: choice, values: [a], labels: ["Which?"]}|b|Please choose one of the form's answers: Which?
{name: x_y, type: list, values: [a], labels: ["Which?"]}|b|Please choose from the form's answers: Which?
{name: x_y, type: yes-no}|b|Please answer yes or no: x y.
END
  while IFS='|' read -r field cell words; do
    sed "s/^facts:/  - $field\n&/" "$small" >policy.yaml
    printf 'id,received,role,topics,own_case,x_y\n1,2026-11-02,other,record-relief,no,%s\n' "$cell" >in.csv
    ta-validate -v -p policy.yaml in.csv 2>&1 >/dev/null | sed -n 's/^.*: id 1: x_y: \(.*\) \[.*$/\1/p' | same <(echo "$words") -
  done <<'END'
{name: x_y, type: spans, staff: yes, labels: [Ours]}|soon|The field 'x_y' has no spans such as 2026-11-02/2026-11-09.
{name: x_y, type: date, staff: yes, labels: [Ours]}|soon|The field 'x_y' has no date such as 2026-11-24.
{name: x_y, type: choice, staff: yes, values: [a]}|b|The field 'x_y' has something that is not on its list.
{name: x_y, type: list, staff: yes, values: [a]}|b|The field 'x_y' has something that is not on its list.
{name: x_y, type: text, staff: yes, if_blank: hold}||The field 'x_y' is blank.
END
}
