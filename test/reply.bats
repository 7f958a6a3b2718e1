#!/usr/bin/env bats
# Letters: what they say, to whom they go and to whom they never do, that each is drafted once, and that nothing that a
# requester writes becomes anything but text.
#
# shellcheck disable=SC2012,SC2015,SC2030,SC2031
# The names of files are our own; A && B || C is meant as written; each test has its own rc.

load helper

letters=$data/letters

setup_file() {
  quick
  cd "$BATS_FILE_TMPDIR" || return 1
  routed "$letters/requests.jsonl" >queue.jsonl
  ta-route -q -t csv queue.jsonl >queue.csv
}

# routed FILE: the pipe behind intake.
routed() {
  ta-validate -q "$@" | ta-due -q | ta-prioritize -q | ta-route -q
}

# one FIELD=VALUE...: a request of that, routed; a good one unless said otherwise.
one() {
  jq -cn '{id: "R1", received: "2026-11-20", name: "Ana", email: "a@example.org", role: "attorney",
    assistance: "case-consultation", facts: "May the client work while the case is pending? She came in 2019."} +
    ($ARGS.positional | map(index("=") as $i | {(.[:$i]): .[$i + 1:]}) | add // {})' --args "$@" >one.jsonl
  routed one.jsonl
}

# policy SECTION: the built-in policy with this for its letters.
policy() {
  ta-policy | awk '/^replies:/ { off = 1; next } /^[a-z]/ { off = 0 } !off'
  cat "$1"
}

# letter FIELD=VALUE...: the letter of such a request.
letter() {
  one "$@" | ta-reply -q --text
}

# eventless FILE: it has no events, as tools write that.
eventless() {
  [ -e "$1" ] && [ -z "$(tr -d '\n' <"$1")" ]
}

# said REGEX: the summary.
said() {
  tail -n 1 err | grep -qE "^ta-reply: $1\$" || { cat err; return 1; }
}

# What they say

@test "letters: of a request of each queue, to the byte" {
  ta-reply -q --text "$BATS_FILE_TMPDIR/queue.jsonl" >out
  same "$letters/letters.txt" out
  # and there is a request for each queue
  column ta_queue "$BATS_FILE_TMPDIR/queue.csv" | sort -u >got
  ta-policy | sed -n 's/.*queue: \([a-z-]*\).*/\1/p' | sort -u | same - got
}

@test "letters: the message of one, to the byte" {
  ta-reply -q --maildir drafts -o /dev/null "$BATS_FILE_TMPDIR/queue.csv"
  same "$letters/r03.eml" drafts/cur/r03.held.*:2,D
}

@test "letters: every sentence and every address that the requester may have is in them once, in order" {
  # of the examples, and of the table of cases: the sheet that ta-validate --list makes is what requesters may see
  quietly ta-submit -q "$examples/google-forms.csv" >forms.csv
  # an error of the form's own is of the question that it is about
  for file in forms.csv "$letters/requests.jsonl"; do
    routed "$file" | ta-reply -q -t jsonl >letters.jsonl || [ "$?" -eq 1 ]
    (routed "$file" | ta-validate -q --list -t jsonl || true) >list.jsonl
    jq -rn --slurpfile list list.jsonl --slurpfile letters letters.jsonl '
      def flat: gsub("[ \n]+"; " ");
      $letters[] | select(.ta_letter != "") | .id as $id | (.ta_letter | flat) as $letter |
      [$list[] | select(.id == $id) | .sentence | flat] as $says |
      [$says[] | . as $s | ($letter | indices($s) | length)] as $counts |
      if ($counts | all(. == 1)) then empty else "\($id) \($counts)" end,
      ($says | map(. as $s | $letter | index($s))) as $at |
      ([$list[] | select(.id == $id) | .severity == "note"]) as $notes |
      ([range($at | length) | select($notes[.] | not) | $at[.]]) as $asks |
      ([range($at | length) | select($notes[.]) | $at[.]]) as $tells |
      if $asks == ($asks | sort) and $tells == ($tells | sort) then empty else "\($id) order" end' >wrong
    [ ! -s wrong ] || { cat wrong; return 1; }
    [ "$(jq -r 'select(.ta_letter != "") | .id' letters.jsonl | wc -l)" -ge 14 ]
  done
}

@test "letters: the law of sentences can fail" {
  letter materials_reviewed=no | grep -q 'free resources on our TTA webpage'
  letter >out
  grep -q 'we answer in' out
  run ! grep -q 'free resources on our TTA webpage' out
}

@test "letters: a referral that only staff's finding brings is in none" {
  one own_case=yes decision=accept >q.jsonl
  jq -r .ta_refer q.jsonl | grep -q hotline
  ta-reply -q --text q.jsonl >out
  grep -q '^==> R1, accepted' out
  run ! grep -E '888|survivor|hotline' out
}

@test "letters: days in words; a day that has gone by is not aimed at" {
  letter received=2026-11-20 | grep -q 'respond by Monday, December 14, 2026\.'
  letter received=2026-09-01 >out
  grep -q 'we answer in' out
  run ! grep -E 'aim|respond by' out
  letter received=2026-11-02 | grep -q 'respond by Tuesday, November 24, 2026\.'
  letter wants_call=yes topics=t-visa | grep -q 'Wednesday, November 25, 2026\.'
}

@test "letters: aims and never promises; in high volume it may take longer" {
  ta-policy --letters >out
  grep -q 'aim to' out
  run ! grep -iwE 'guarantee[sd]?|promise[sd]?|breach|must|work-by|queue|hold' <(sed -n '/^==>/!p' out)
  one | ta-reply -q --text >out
  grep -q 'we answer in' out
  run ! grep longer out
  ta-validate -q -s high_volume one.jsonl | ta-due -q | ta-prioritize -q | ta-route -q | ta-reply -q --text |
    tr '\n' ' ' | grep -q 'our response may take longer than 15 business days'
}

@test "letters: no name of staff's fields, of the tools' columns, of flags, of another record" {
  mlr -S --icsv --ojsonl put '$assignee = "zq-assignee"; $overuse_flag = is_empty($overuse_flag) ? "review" : $overuse_flag' \
    "$BATS_FILE_TMPDIR/queue.csv" | routed >q.jsonl
  ta-reply -q --text q.jsonl >out
  [ "$(grep -c '^==>' out)" -ge 14 ]
  run ! grep -iE 'ta_|zq-|ethic|overuse|abuse' out
  # whoever writes before it, the letter of a request is the one that it gets alone, to the byte
  for id in $(ids q.jsonl); do
    jq -c "select(.id == \"$id\")" q.jsonl | ta-reply -q --text
  done >alone
  same out alone
}

# What a template may have

@test "templates: the first greeting without a blank; a line whose insertions are all blank is left out" {
  cat >letters.yaml <<'EOT'
replies:
  from: {email: desk@example.org}
  greeting: ["Dear {name} of {organization},", "Dear {name},", "Hello,"]
  closing: "Yours\n{state}\nthe desk"
  rules:
    - id: all
      text: "One {phone}\nTwo {phone}{name}\nThree\nfour: {deadline}\n{topics}"
EOT
  policy letters.yaml >policy.yaml
  one >q.jsonl
  ta-reply -q -p policy.yaml --text q.jsonl | sed 1,3d | same - <(printf '%s\n' 'Dear Ana,' '' 'Two Ana' '' Three '' Yours 'the desk' '')
  one name= deadline=2026-12-01 'topics=t-visa;civil' state=Ohio 'phone=555-0100' >q.jsonl
  ta-reply -q -p policy.yaml --text q.jsonl | sed 1,3d |
    same - <(printf '%s\n' 'Hello,' '' 'One 555-0100' '' 'Two 555-0100' '' Three '' 'four: Tuesday, December 1, 2026' '' \
      't-visa, civil' '' Yours Ohio 'the desk' '')
  # no subject is an empty one, no name is a bare address
  ta-reply -q -p policy.yaml --maildir d -o /dev/null q.jsonl
  grep -qx 'From: desk@example.org' d/cur/*
  grep -qx 'Subject: ' d/cur/*
}

@test "templates: words that lists stand behind or before go on lines of their own" {
  cat >letters.yaml <<'EOT'
replies:
  from: {email: desk@example.org}
  rules: [{id: all, text: "Please: {asks} Thank you."}]
EOT
  policy letters.yaml >policy.yaml
  one role=paralegal | ta-reply -q -p policy.yaml --text | sed 1,3d | tr '\n' '|' >out
  grep -q '^Please:|1\. Please send your .*response\.||Thank you\.|' out || { cat out; return 1; }
}

@test "templates: what is inserted is not expanded again" {
  letter 'name={asks} {notes} {email}' | grep -qxF 'Dear {asks} {notes} {email},'
  # nor is an answer that says what a column of the tools' would
  letter name=ta_cc | grep -qx 'Dear ta_cc,'
}

@test "templates: nothing is wrapped in a word, and a word that is too long is cut in no character" {
  long=$(printf 'é%.0s' $(seq 1200))
  one "name=$long" >q.jsonl
  ta-reply -q --maildir d -o /dev/null q.jsonl
  "$root/test/proof/mail/check.pl" a@example.org '' d/cur/*
  sed '1,/^$/d' d/cur/* | tr -d '\n' | grep -qF "$long"
  letter "name=$(printf 'x %.0s' $(seq 100))" | awk 'length > 72 { bad = 1 } END { exit bad }'
}

# To whom

@test "addresses: none, another script, an encoded word, two in one: no letter, status 1, and counted" {
  for email in '' 'dé@example.org' 'a@bücher.example.org' '=?utf-8?q?a?=@example.org' 'a@example.org,b@example.org' \
    'a@example.org b@example.org' '"a b"@example.org' $'a@example.org\nBcc: b@example.org' 'A <a@example.org>' nobody; do
    one "email=$email" >q.jsonl
    go ta-reply --maildir d --events ev.jsonl q.jsonl
    [ "$rc" -eq 1 ] || { echo "'$email': $rc"; return 1; }
    said '1 read, 1 without a usable address'
    [ -z "$(ls d/cur)" ]
    eventless ev.jsonl
    [ "$(jq -r '.ta_reply + .ta_to + .ta_subject + .ta_letter' out)" = '' ]
  done
  # the same of a copy
  one role=paralegal supervisor_email=s@example.org supervisor_role=attorney >q.jsonl
  for cc in 'sé@example.org' 's@example.org;no' "$(printf 's%s@example.org;' $(seq 80))"; do
    jq -c --arg cc "$cc" '.ta_cc = $cc' q.jsonl >odd.jsonl
    go ta-reply --maildir d odd.jsonl
    [ "$rc" -eq 1 ]
    said '1 read, 1 without a usable address'
  done
}

@test "addresses: Cc is exactly ta_cc" {
  one role=paralegal supervisor_email=s@example.org supervisor_role=attorney >q.jsonl
  go ta-reply -q --maildir d q.jsonl
  "$root/test/proof/mail/check.pl" a@example.org s@example.org d/cur/*
  jq -c '.ta_cc = "s@example.org;t@example.org"' q.jsonl >two.jsonl
  go ta-reply -q --maildir two two.jsonl
  "$root/test/proof/mail/check.pl" a@example.org 's@example.org, t@example.org' two/cur/*
  jq -c '.ta_cc = ""' q.jsonl >none.jsonl
  go ta-reply -q --maildir none none.jsonl
  "$root/test/proof/mail/check.pl" a@example.org '' none/cur/*
}

@test "no letter: a survivor, one who may be, a declined one, what is finished; each is counted" {
  go ta-reply --maildir d --events ev.jsonl "$BATS_FILE_TMPDIR/queue.jsonl"
  [ "$rc" -eq 0 ]
  said '18 read, 1 done \(no letter\), 2 survivor \(no letter\), 1 declined \(no letter\), 1 held, 5 redirected, 4 accepted, 4 in-review'
  [ "$(jq -r 'select(.ta_reply == "") | .id' out | sort | paste -sd' ')" = 'R15 R16 R17 R18' ]
  [ "$(jq -r 'select(.ta_reply == "") | .ta_to + .ta_subject + .ta_letter' out | tr -d '\n')" = '' ]
  [ "$(ids ev.jsonl | wc -l)" -eq 14 ]
  [ "$(ls d/cur | wc -l)" -eq 14 ]
}

@test "no letter: for the same, whatever the policy's rules say" {
  printf '%s\n' replies: '  from: {email: d@example.org}' '  rules: [{id: all, text: "Hello"}]' >letters.yaml
  policy letters.yaml >policy.yaml
  go ta-reply -p policy.yaml --maildir d "$BATS_FILE_TMPDIR/queue.jsonl"
  said '18 read, 15 all, 1 finished, 2 with an alert'
  run ! grep -rlE 'ola@|quin@|rae@' d
}

@test "no letter: where no rule holds" {
  printf '%s\n' replies: '  from: {email: d@example.org}' '  rules: [{id: some, when: {outcome: hold}, text: "{asks}"}]' >letters.yaml
  policy letters.yaml >policy.yaml
  one >q.jsonl
  go ta-reply -p policy.yaml q.jsonl
  [ "$rc" -eq 0 ]
  said '1 read, 1 of no rule'
}

# Hostile answers

@test "hostile: line ends, headers, encoded words, long words, other scripts, in every field: one To, Cc as it is, text" {
  "$root/test/proof/mail/hostile.sh"
  [ "$(wc -l <in.jsonl)" -gt 450 ]
  routed in.jsonl >q.jsonl
  ta-reply -q -p policy.yaml --maildir d -o letters.jsonl q.jsonl
  # the copy is the supervisor's where there is one
  jq -r 'select(.ta_letter != "") | .id + " " + .ta_cc' letters.jsonl | sort >copies
  [ "$(wc -l <copies)" -gt 400 ]
  grep -v ' s@example.org$' copies | cut -d' ' -f1 | tr 'A-Z_' 'a-z-' >alone
  printf '%s\n' d/cur/* | awk -F/ 'NR == FNR { alone[$0]; next }
    { id = $3; sub(/[.].*/, "", id); print > (id in alone ? "without" : "with") }' alone -
  # shellcheck disable=SC2046 # the names are our own
  "$root/test/proof/mail/check.pl" a@example.org s@example.org $(cat with)
  # shellcheck disable=SC2046
  "$root/test/proof/mail/check.pl" a@example.org '' $(cat without)
  # it came back as text
  grep -rlq '^Bcc: evil@example.org' d/cur
  grep -rlqF '<script>&{asks}' d/cur
}

@test "hostile: an id is no path, and no two ids have one draft" {
  i=0
  for id in ../../evil /etc/passwd .. . '' 'a:2,S' 'A b' 'a-b' $'a\nb' '😀' "$(printf 'i%.0s' {1..400})" "$(printf 'i%.0s' {1..401})"; do
    one "id=$id" | jq -c . >>q.jsonl
    i=$((i + 1))
  done
  go ta-reply --maildir in/d q.jsonl
  [ "$rc" -eq 2 ]
  mkdir in
  go ta-reply --maildir in/d q.jsonl
  # the blank one is not decided
  [ "$rc" -eq 1 ]
  grep -q 'id-missing' err
  [ "$(ls in/d/cur | wc -l)" -eq $((i - 1)) ]
  [ "$(find . -type f | grep -vc '^./in/d/cur/')" -eq 4 ]
  run ! grep -vE '^[a-z0-9-]+[.](accepted)[.][0-9a-f]{20}:2,D$' <(ls -A in/d/cur | sed 's/^[^ -~]*[.]/x./')
}

@test "hostile: a letter that is longer than a field may be is not made, and said" {
  printf '%s\n' replies: '  from: {email: d@example.org}' '  rules: [{id: all, text: "{facts}\n{facts}"}]' >letters.yaml
  policy letters.yaml >policy.yaml
  head -c 700000 /dev/zero | tr '\0' 'x' >facts
  one | jq -c --rawfile facts facts '.facts = $facts' >q.jsonl
  go ta-reply -p policy.yaml --maildir d --events ev.jsonl q.jsonl
  [ "$rc" -eq 1 ]
  grep -q letter-too-long err
  [ -z "$(ls d/cur)" ]
  eventless ev.jsonl
}

@test "--text: nothing that a terminal obeys" {
  # the bell and the escape end at the door; the signs that a file may hold are shown by their numbers
  run ! letter $'name=A\u0007\x1b[31m'
  letter $'name=A\xe2\x80\xae\xc2\x9b\x7f[31m' >text
  grep -q '^Dear A.*\[31m,' text
  LC_ALL=C run ! grep -P '[\x00-\x08\x0b-\x1f\x7f]|\xe2\x80\xae|\xc2\x9b' text
  letter $'name=A\xe2\x80\xaeB' | grep -qF 'Dear A\u{202e}B,'
}

# Subjects and senders

@test "headers: a subject that is not ASCII, or has =?, is RFC 2047; one that is too long is cut" {
  "$root/test/proof/mail/hostile.sh"
  one 'name=Żółć =?utf-8?b?eA==?=' "organization=$(printf '家%.0s' {1..900})" >q.jsonl
  ta-reply -q -p policy.yaml --maildir d -o /dev/null q.jsonl
  perl -MEncode -ne 'if (/^(?:From|Subject): /) { print encode("UTF-8", decode("MIME-Header", $_)) }' d/cur/* >heads
  grep -q '^From: Desk "é" =?x?= <desk@example.org>$' heads
  grep -q '^Subject: R1 .* Żółć =?utf-8?b?eA==?= .*家' heads || { cat heads; return 1; }
  [ "$(grep '^Subject' d/cur/* | wc -c)" -gt 900 ]
  grep '^Subject' d/cur/* | tr ' ' '\n' | awk 'length > 75 { exit 1 }'
}

@test "headers: encoded words are apart at every length, and what is cut is the end" {
  printf '%s\n' replies: '  from: {email: d@example.org}' '  subject: "{name}"' '  rules: [{id: all, text: "Hello"}]' >letters.yaml
  policy letters.yaml >policy.yaml
  one >one.routed
  jq -c 'range(1; 421) as $n | .id = "R\($n)" | .name = ("€" * (15 * ($n % 13)) + "é" * 420)[:$n]' one.routed >q.jsonl
  ta-reply -q -p policy.yaml --maildir d -o /dev/null q.jsonl
  grep -h '^Subject' d/cur/* >heads
  [ "$(wc -l <heads)" -eq 420 ]
  run ! grep -vxE 'Subject:( =[?]utf-8[?]b[?][A-Za-z0-9+/=]{4,63}[?]=)+' heads
  run ! grep -E '^.{999}' heads
  jq -r .name q.jsonl | sort >names
  perl -MEncode -pe 's/^Subject: //; $_ = encode("UTF-8", decode("MIME-Header", $_))' heads >decoded
  # an encoded word has 42 or 45 bytes of the name, and 13 or 14 have room
  awk 'NR == FNR { name[$0]; next } $0 in name { whole++ } length > most { most = length }
    END { exit !(whole > 250 && most > 280) }' names decoded
  perl -CSD -ne 'exit 1 unless /^\x{20ac}*\x{e9}*$/' decoded
}

@test "headers: a name with other signs is in quotes" {
  printf '%s\n' replies: "  from: {name: 'The \"Desk\", Inc.', email: d@example.org}" '  rules: [{id: all, text: "Hello"}]' >letters.yaml
  policy letters.yaml >policy.yaml
  one | ta-reply -q -p policy.yaml --maildir d -o /dev/null
  grep -qxF 'From: "The \"Desk\", Inc." <d@example.org>' d/cur/*
}

@test "headers: the date is the day at the office, with the offset of that day" {
  for day in '2026-11-24 -0800' '2026-07-04 -0700'; do
    one received=2026-07-01 >q.jsonl
    ta-reply -q -d "${day% *}" --maildir "d$day" -o /dev/null q.jsonl
    grep -q "^Date: .* 00:00:00 ${day#* }\$" "d$day"/cur/*
  done
  grep -qx 'Date: Sat, 4 Jul 2026 00:00:00 -0700' d2026-07-04*/cur/*
}

@test "the same run is the same bytes, in any zone, locale, folder and umask" {
  ta-reply -q --maildir d --events ev.jsonl -o out.jsonl "$BATS_FILE_TMPDIR/queue.jsonl"
  (umask 000 && mkdir other && cd other && TZ=Asia/Tokyo LC_ALL=de_DE.UTF-8 \
    ta-reply -q --maildir d --events ev.jsonl -o out.jsonl "$BATS_FILE_TMPDIR/queue.jsonl")
  diff -r d other/d
  same ev.jsonl other/ev.jsonl
  same out.jsonl other/out.jsonl
  [ "$(find other/d -type d -perm 700 | wc -l)" -eq 4 ]
  [ "$(find other/d -type f -perm 600 | wc -l)" -eq 14 ]
}

# Once

@test "once: by the ledger, through ta-log and ta-submit; a new gap is a new letter, a new wording is none" {
  quietly ta-submit -q -a desk.jsonl "$letters/requests.jsonl"
  morning() { ta-submit -q desk.jsonl 2>/dev/null | routed; }
  morning | ta-reply -q --maildir d --events ev.jsonl -o l.jsonl
  [ "$(ls d/cur | wc -l)" -gt 10 ]
  cp ev.jsonl first.jsonl
  go ta-log -a desk.jsonl ev.jsonl
  [ "$rc" -eq 0 ]
  # the folder is emptied, and nothing comes
  rm d/cur/*
  morning >q.jsonl
  go ta-reply --maildir d --events ev.jsonl q.jsonl
  [ "$rc" -eq 0 ]
  [ -z "$(ls d/cur)" ]
  eventless ev.jsonl
  grep -q ', [0-9]* drafted before' err
  [ "$(jq -r .ta_reply+.ta_letter out | tr -d '\n')" = '' ]
  # other words are no reason
  ta-policy | sed 's/Thank you for your request/Many thanks for it/' >words.yaml
  ta-reply -q -p words.yaml --maildir d --events ev.jsonl -o /dev/null q.jsonl
  [ -z "$(ls d/cur)" ]
  # what is missing changes
  ta-log -q -a desk.jsonl -i R03 supplied supervisor_email=s@example.org --at 2026-11-24T09:00:00-08:00
  morning | ta-reply -q --maildir d --events ev.jsonl -o /dev/null
  [ "$(ids ev.jsonl)" = R03 ]
  grep -q '^Subject: \[R03\]' d/cur/*
  run ! grep -q supervisor-missing ev.jsonl
  go ta-log -a desk.jsonl ev.jsonl
  [ "$rc" -eq 0 ]
  morning | ta-reply -q --events ev.jsonl -o /dev/null
  eventless ev.jsonl
  # the same events again are there already
  go ta-log -a desk.jsonl first.jsonl
  [ "$rc" -eq 0 ]
  grep -q 'already' err
}

# morning DAY: the letters of a day, which are then in the ledger.
morning() {
  echo "== $1"
  ta-submit -q -d "$1" -t csv desk.jsonl | ta-validate -q -d "$1" | ta-due -q -d "$1" | ta-prioritize -q -d "$1" |
    ta-route -q -d "$1" | ta-reply -q -d "$1" --text --events drafted.jsonl
  ta-log -q -d "$1" -a desk.jsonl drafted.jsonl
}

# log DAY WORD...: an event of that day.
log() { ta-log -q -d "$1" -a desk.jsonl "${@:2}"; }

@test "twelve days: the letters of each, to the byte, and none twice" {
  printf '%s\n' id,received,name,email,role,assistance,facts,supervisor_email,phone \
    'R17,2026-11-02,Ana,ana@example.org,paralegal,case-consultation,May she work while her case is pending at the agency?,,' \
    'R21,2026-11-02,Ben,ben@example.org,attorney,case-consultation,How do we show that he was coerced to stay?,,' \
    'R30,2026-11-03,Ana,ana.second@example.org,paralegal,case-consultation,May she work while her case is still pending at the agency?,sam@firm.example.org,' >form.csv
  ta-submit -q -a desk.jsonl form.csv
  {
    # 1: asked, then supplied: a second letter, copied to the supervisor
    morning 2026-11-03
    log 2026-11-04 -i R17 asked
    morning 2026-11-05
    log 2026-11-09 -i R17 supplied supervisor_email=s@example.org
    morning 2026-11-09
    # 2: what nobody asked for
    log 2026-11-10 -i R17 supplied phone=555-0100
    morning 2026-11-10
    # 4: withdrawn and wanted again: it has had its letter
    log 2026-11-12 -i R21 withdrawn
    morning 2026-11-12
    # 3: answered, and another address since
    log 2026-11-18 -i R17 answered
    log 2026-11-19 -i R17 amended email=ana@new.example.org
    morning 2026-11-19
    log 2026-11-20 -i R21 reopened
    morning 2026-11-20
    # 5 and 6: no such request, and a clock that is wrong
    try log 2026-11-20 -i R71 answered 2>/dev/null
    [ "$rc" -eq 2 ]
    try ta-log -d 2020-01-01 -a desk.jsonl -i R17 noted 2>/dev/null
    [ "$rc" -eq 2 ]
    # 7: a sheet of last month's
    printf '%s\n' id,event,at,note R21,noted,2026-11-21,called >sheet.csv
    log 2026-11-23 sheet.csv
    # 8: two answers at once
    log 2026-11-23 -i R17 --at 2026-11-18 answered 2>/dev/null
    morning 2026-11-23
    # 9: the form again, a row edited
    sed 's/coerced to stay/forced to stay/' form.csv >again.csv
    try ta-submit -q -d 2026-11-24 -a desk.jsonl --amend again.csv 2>/dev/null
    [ "$rc" -le 1 ]
    morning 2026-11-24
    # 12: one question twice, once answered
    log 2026-11-25 -i R17 supplied --copy R30
    log 2026-11-25 -i R30 merged merged_into=R17
    morning 2026-11-25
    # 10: wanted again
    log 2026-11-30 -i R17 reopened
    morning 2026-11-30
  } >got
  same "$letters/days.txt" got
  # four letters in all: two of R17, one of the others each
  [ "$(jq -r 'select(.ta_event == "drafted") | .id + " " + .letter' desk.jsonl | sort)" = "R17 accepted
R17 held:supervisor-missing
R21 accepted
R30 accepted" ]
}

@test "once: until the event is in, by the name, with whatever flags, in new and cur, with mbsync's number" {
  queue=$BATS_FILE_TMPDIR/queue.jsonl
  ta-reply -q --maildir d --events wanted.jsonl -o /dev/null "$queue"
  cd d/cur
  set -- *
  mv "$1" "${1%:*}:2,DS"
  mv "$2" "${2%:*},U=17:2,D"
  mv "$3" "../new/${3%:*}"
  echo edited >"$4"
  cd ../..
  find d -type f | sort >before
  go ta-reply --maildir d --events ev.jsonl "$queue"
  find d -type f | sort | same before -
  said '18 read, .*; drafts that were there: 14'
  same wanted.jsonl ev.jsonl
  [ "$(grep -rlx edited d | wc -l)" -eq 1 ]
}

@test "--again: makes it though the event is in, replaces the draft, and an id that is not there is status 1" {
  one >q.jsonl
  jq -c '.letter = "accepted"' q.jsonl >before.jsonl
  go ta-reply --maildir d before.jsonl
  said '1 read, 1 drafted before'
  go ta-reply --maildir d --events ev.jsonl --again R1 before.jsonl
  [ "$rc" -eq 0 ]
  [ "$(ls d/cur | wc -l)" -eq 1 ]
  [ "$(ids ev.jsonl)" = R1 ]
  cp d/cur/* wanted
  name=$(ls d/cur)
  mv "d/cur/$name" "d/cur/${name%:*}:2,DS"
  echo edited >"d/cur/${name%:*}:2,DS"
  echo edited >"d/new/${name%:*}"
  echo other >"d/cur/${name%:*}x:2,D"
  go ta-reply --maildir d --again R1 --again R1 before.jsonl
  [ "$(find d -type f | wc -l)" -eq 2 ]
  same wanted "d/cur/$name"
  go ta-reply --maildir d --again R2 before.jsonl
  [ "$rc" -eq 1 ]
  grep -q 'no request was read that has the id' err
  # it is no way around what has no letter
  one role=survivor >q.jsonl
  go ta-reply --maildir d --again R1 q.jsonl
  said '1 read, 1 survivor \(no letter\)'
}

@test "--all: every letter, though they were drafted before, and none where there is none" {
  { one && one id=R2 role=survivor && one id=R3 && one id=R4 email=; } >q.jsonl
  jq -c 'if .id == "R1" then .letter = "accepted" else . end' q.jsonl >before.jsonl
  go ta-reply -o letters.jsonl before.jsonl
  [ "$(jq -r 'select(.ta_letter != "") | .id' letters.jsonl)" = R3 ]
  go ta-reply --all -t jsonl -o letters.jsonl before.jsonl
  [ "$(jq -r 'select(.ta_letter != "") | .id' letters.jsonl | paste -sd' ')" = 'R1 R3' ]
  run ! grep 'drafted before' err
}

# The folder

@test "maildir: made where it is not there; a link, a file, a folder that may not be written: status 2" {
  queue=$BATS_FILE_TMPDIR/queue.jsonl
  mkdir -p odd/cur odd/new elsewhere
  ln -s ../elsewhere odd/tmp
  go ta-reply --maildir odd "$queue"
  refused ta-reply "odd: cannot open its folder 'tmp': .*"
  for folder in new cur; do
    mkdir -p "link$folder"
    ln -s ../elsewhere "link$folder/$folder"
    go ta-reply --maildir "link$folder" "$queue"
    refused ta-reply "link$folder: cannot open its folder '$folder': .*"
  done
  [ -z "$(ls elsewhere)" ]
  touch file
  go ta-reply --maildir file "$queue"
  refused ta-reply 'file: .*'
  mkdir half && touch half/cur
  go ta-reply --maildir half "$queue"
  refused ta-reply "half: cannot open its folder 'cur': .*"
  go ta-reply --maildir no/where "$queue"
  refused ta-reply 'no/where: .*'
  go ta-reply --maildir '' "$queue"
  refused ta-reply
  go ta-reply -q --maildir made/ "$queue"
  [ "$rc" -eq 0 ]
  [ "$(ls made/cur | wc -l)" -eq 14 ]
  ln -s elsewhere there
  go ta-reply -q --maildir there "$queue"
  [ "$rc" -eq 0 ]
  [ "$(ls elsewhere/cur | wc -l)" -eq 14 ]
  [ -z "$(ls elsewhere/tmp)" ]
}

@test "maildir: a draft is whole or not there, whenever it is killed; the rerun makes the events of all" {
  generate 3000 7 >g.csv
  mlr --csv put '$status = ""; $answered = ""; $holds = ""' then head -n 1500 g.csv >open.csv
  { ta-submit -q open.csv || true; } 2>/dev/null | routed >q.csv
  ta-reply -q --maildir whole --events whole.jsonl -o whole.csv q.csv
  [ "$(ls whole/cur | wc -l)" -gt 1000 ]
  for n in 1 2 3 4 5 6; do
    ta-reply -q --maildir d --events ev.jsonl -o l.csv q.csv &
    pid=$!
    sleep "0.0$n"
    kill -9 "$pid" 2>/dev/null || true
    wait "$pid" || true
    [ ! -d d/cur ] || run ! grep -v '^Only in whole/cur: ' <(diff -rq d/cur whole/cur 2>&1)
  done
  ta-reply -q --maildir d --events ev.jsonl -o l.csv q.csv
  diff -r d/cur whole/cur
  same whole.jsonl ev.jsonl
  same whole.csv l.csv
}

@test "places: two outputs in one place, or one where something is read: status 2, before anything is written" {
  cp "$BATS_FILE_TMPDIR/queue.jsonl" q.jsonl
  mkdir d
  for words in '-o x --events x' '-o q.jsonl --events q.jsonl' '--events q.jsonl' '--events ./q.jsonl -o y' '--events d/../q.jsonl'; do
    # shellcheck disable=SC2086 # words
    go ta-reply $words q.jsonl
    [ "$rc" -eq 2 ] && grep -q 'same file' err || { echo "$words"; cat err; return 1; }
    same "$BATS_FILE_TMPDIR/queue.jsonl" q.jsonl
    [ ! -e x ]
    [ ! -e y ]
    [ -z "$(ls d/cur 2>/dev/null)" ]
  done
  go ta-reply --maildir d -o d q.jsonl
  [ "$rc" -eq 2 ]
  go ta-reply --maildir /dev/null q.jsonl
  [ "$rc" -eq 2 ]
}

# What it reads

@test "columns: a missing one is an error at the header that names the tool; one of another policy is not decided" {
  queue=$BATS_FILE_TMPDIR/queue.csv
  while read -r name tool; do
    mlr --csv cut -x -f "$name" "$queue" >less.csv
    go ta-reply less.csv
    refused ta-reply "less.csv: the column '$name' is missing; put $tool before this tool in the pipe"
  done <<'EOT'
ta_findings ta-validate
ta_target ta-due
ta_due ta-due
ta_outcome ta-route
ta_route_rule ta-route
ta_cc ta-route
ta_refer ta-route
ta_call ta-route
EOT
  for name in ta_findings ta_target ta_due ta_outcome ta_route_rule ta_refer ta_call; do
    mlr --csv put "\$$name = \"other\"" "$queue" >odd.csv
    go ta-reply --maildir d odd.csv
    [ "$rc" -eq 1 ] && said '18 read, 18 not decided; .*|18 read, 18 not decided' && [ -z "$(ls d/cur)" ] || { echo "$name"; return 1; }
  done
  mlr --csv put '$ta_outcome = ""' "$queue" >odd.csv
  go ta-reply odd.csv
  [ "$rc" -eq 1 ]
  grep -q 'ta_outcome: it is empty, so there is no letter' err
}

@test "a quiet day: no records of any format, no letters, no events, status 0" {
  echo >none.jsonl
  for tool in ta-validate ta-due ta-prioritize ta-route ta-reply; do
    $tool -q none.jsonl >out
    mv out none.jsonl
  done
  head -1 "$BATS_FILE_TMPDIR/queue.csv" >none.csv
  for file in none.jsonl none.csv; do
    go ta-reply -q --maildir d --events ev.jsonl "$file"
    clean 0
    eventless ev.jsonl && [ -z "$(ls d/cur)" ]
  done
}

@test "a policy without letters: status 2, one line" {
  ta-policy | awk '/^replies:/ { off = 1; next } /^[a-z]/ { off = 0 } !off' >policy.yaml
  go ta-reply -p policy.yaml "$BATS_FILE_TMPDIR/queue.csv"
  refused ta-reply "the policy has no section 'replies', so there are no letters"
  go ta-policy -p policy.yaml --letters
  refused ta-policy "the policy has no section 'replies'"
}

@test "--explain: the rules of the letters, as they are tried" {
  go ta-reply -e "$BATS_FILE_TMPDIR/queue.csv"
  grep -q 'id R03: .*held' err
  grep -q 'id R01: .*accepted' err
}

@test "--letters: every letter and every route's words, each once" {
  ta-policy --letters >out
  [ "$(sed -n 's/^==> \([a-z-]*\).*/\1/p' out | paste -sd' ')" = 'done survivor declined held redirected waiting accepted-with-deadline accepted in-review nobody-thought-of' ]
  for id in $(ta-policy --coverage --test "$data/cases.csv" 2>/dev/null | awk -F, '$1 == "routes" { print $2 }'); do
    [ "$(sed -n '/{reason}/,$p' out | grep -c "^- $id: ")" -eq 1 ] || { echo "$id"; return 1; }
  done
  awk 'length > 72 && !/^  http|^Subject/ { print; bad = 1 } END { exit bad }' out
  run ! grep -E '[{]|^- (overuse|ethics-history|may-be-survivor): [A-Z]' <(grep -v '^What\|^Where' out)
}

@test "cases: expect_reply is the letter that ta-reply names; the rules of letters are covered" {
  printf '%s\n' case,id,received,email,role,assistance,facts,letter,expect_reply \
    good,1,2026-11-20,a@example.org,attorney,case-consultation,'May she work while the case is pending in court?,,accepted' \
    before,2,2026-11-20,a@example.org,attorney,case-consultation,'May she work while the case is pending in court?,accepted,' \
    gap,3,2026-11-20,a@example.org,paralegal,case-consultation,,,'"held:supervisor-missing,question-missing"' \
    survivor,4,2026-11-20,a@example.org,survivor,case-consultation,,, >cases.csv
  go ta-policy --test cases.csv
  [ "$rc" -eq 0 ] || { cat err; return 1; }
  sed 's/,accepted$/,held/' cases.csv >wrong.csv
  go ta-policy --test wrong.csv
  [ "$rc" -eq 1 ]
  grep -q "ta_reply: expected 'held', got 'accepted'" err
  ta-policy --coverage --test cases.csv 2>/dev/null | grep '^replies,' | paste -sd' ' >out
  same out - <<<'replies,done,0 replies,survivor,1 replies,declined,0 replies,held,1 replies,redirected,0 replies,waiting,0 replies,accepted-with-deadline,0 replies,accepted,2 replies,in-review,0 replies,nobody-thought-of,0'
}

@test "4,000 drafts: in 8 MiB" {
  generate 4000 3 >g.csv
  mlr --csv put '$status = ""; $answered = ""; $holds = ""' g.csv >open.csv
  { ta-submit -q open.csv || true; } 2>/dev/null | routed >q.csv
  /usr/bin/time -f %M -o memory ta-reply -q --maildir d --events ev.jsonl -o l.csv q.csv
  [ "$(ls d/cur | wc -l)" -gt 3500 ]
  nm -D "$(command -v ta-reply)" | grep -q __asan || [ "$(tail -1 memory)" -lt 8192 ]
}

@test "--check doubts a letter without {notes}, {referrals}, or {asks} where a held request may get it" {
  for policy in "$examples"/site-policy.yaml "$examples"/policies/*.yaml "$root/lib/policy/default-policy.yaml"; do
    go ta-policy --check "$policy"
    run ! grep 'the letter' err
  done
  printf '%s\n' replies: '  from: {email: d@example.org}' '  rules:' '    - {id: a, when: {outcome: accept}, text: "{notes}"}' \
    '    - {id: b, text: "{referrals}"}' >letters.yaml
  policy letters.yaml >policy.yaml
  line=$(wc -l <policy.yaml)
  go ta-policy --strict --check policy.yaml
  [ "$rc" -eq 1 ]
  grep 'the letter' err | sed 's/^ta-policy: //' >got
  same got - <<END
policy.yaml:$((line - 1)):46: the letter 'a' lacks {referrals}, so the requester is told nothing of them
policy.yaml:$line:21: the letter 'b' lacks {asks}, so the requester is told nothing of them
policy.yaml:$line:21: the letter 'b' lacks {notes}, so the requester is told nothing of them
END
}
