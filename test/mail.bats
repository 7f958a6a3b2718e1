#!/usr/bin/env bats
# The loop of letters, which is shipped as scripts: the morning drafts them, a person sends them, and the ledger hears of it.
# What mail programs and servers do with the drafts is tried by `make mail`.
#
# shellcheck disable=SC2154 # rc is set by go

load helper

scripts=$examples/desk

setup() {
  quick
  cd "$BATS_TEST_TMPDIR" || return 1
  export HOME=$PWD
}

# small: a folder with a ledger of three requests: a question is open about R17, R18 is accepted, R19 is redirected.
small() {
  printf '%s\n' id,received,email,role,assistance,document,facts,supervisor_email \
    'R17,2026-11-02,a@example.org,paralegal,case-consultation,,May the client work while the case is pending?,' \
    'R18,2026-11-03,b@example.org,attorney,general-information,,Which of the forms are new since last spring?,' \
    'R19,2026-11-04,c@example.org,doj-accredited-representative,document-review,initial-t-visa-declaration,Please look at the first declaration of this client.,' \
    >form.csv
  ta-submit -q -a desk.jsonl form.csv
  echo id,status >people.csv
  cp desk.jsonl before
}

# mail FOLDER NAME FROM SUBJECT DATE [HEADER]: a message.
mail() {
  mkdir -p "$1/cur" "$1/new" "$1/tmp"
  {
    printf 'From: %s\nTo: a@example.org\nSubject: %s\n' "$3" "$4"
    [ -z "$5" ] || printf 'Date: %s\n' "$5"
    [ -z "${6-}" ] || printf '%s\n' "$6"
    printf '\nbody\n'
  } >"$1/cur/$2:2,S"
}

# drafted ID DAY LETTER
drafted() {
  ta-log -q -a desk.jsonl -i "$1" --at "$2" drafted "letter=$3"
}

# names FOLDER: of the files in it. count FOLDER...: how many.
names() {
  find "$1" -type f -printf '%f\n' | sort
}
count() {
  find "$@" -type f | wc -l
}

# events [ID]: of the ledger, but what was drafted, a line each.
events() {
  ta-log -q ${1:+-i "$1"} -t jsonl desk.jsonl | jq -r 'select(.ta_event != "drafted") | "\(.id) \(.ta_event) \(.at) \(.by // "")"'
}

# found REGEX: the line of sent.sh.
found() {
  grep -qxE "sent: $1" out || { cat out err; return 1; }
}

sends() {
  go "$scripts/sent.sh" --answered answered sent desk.jsonl
}

# The morning

@test "morning: drafts the letters of the queue, logs that, and drafts none again" {
  small
  mkdir exports maps
  go "$scripts/morning.sh"
  ended 0
  [ "$(names drafts/cur | sed 's/\.[0-9a-f]*:2,D$//' | paste -sd' ')" = 'r17.held r18.accepted r19.redirected' ]
  [ "$(ta-log -q -t csv desk.jsonl | mlr --icsv --onidx --ofs ' ' cut -o -f id,at,ta_event,letter then sort -f id | paste -sd'|')" = \
    'R17 2026-11-24 drafted held:supervisor-missing|R18 2026-11-24 drafted accepted|R19 2026-11-24 drafted redirected' ]
  [ "$(mlr --icsv --ojson filter 'is_not_empty($ta_letter)' letters.csv | jq length)" -eq 3 ]
  [ ! -e drafted.jsonl ]
  [ "$(stat -c %a letters.csv drafts | paste -sd' ')" = '600 700' ]
  # a webmail replaces a draft, and deletes it when it is sent
  rm drafts/cur/*
  cp desk.jsonl one
  go "$scripts/morning.sh"
  ended 0
  [ "$(count drafts/cur)" -eq 0 ]
  same one desk.jsonl
  # what is missing comes: another letter
  ta-log -q -a desk.jsonl -i R17 supplied supervisor_email=s@example.org supervisor_role=attorney
  go "$scripts/morning.sh"
  ended 0
  names drafts/cur | grep -q '^r17\.accepted\.'
  [ "$(count drafts/cur)" -eq 1 ]
}

# named: the drafts that morning.sh names, and what it says of each.
named() {
  sed -n 's/^morning.sh: \(r[0-9]*\|[0-9]*\)\.[^ :]*: \(this draft .*\)/\1 \2/p' err
}
old='this draft is no letter of today; do not send it'
elsewhere='this draft does not go to the addresses that its request has now'

@test "morning: a draft of what has changed since is named, each morning until it is gone, and nothing else is" {
  printf '%s\n' id,received,email,role,assistance,document,facts,supervisor_email \
    'R20,2026-11-05,d@example.org,attorney,general-information,,Which of the fees are new since last spring?,' \
    'R21,2026-11-05,e@example.org,paralegal,general-information,,Which of the rules are new since last spring?,s@example.org' \
    'R22,2026-11-05,f@example.org,attorney,general-information,,Which of the forms are old since last spring?,' >fourth.csv
  small
  ta-submit -q -a desk.jsonl fourth.csv
  go "$scripts/morning.sh" --drafts drafts desk.jsonl queue.csv people.csv
  [ "$rc" -eq 0 ]
  [ "$(count drafts/cur)" -eq 6 ]
  [ -z "$(named)" ]
  [ ! -e drafts.txt ]
  # one is a survivor now, one is answered, one has another address, one another supervisor
  ta-log -q -a desk.jsonl -i R17 --at 2026-11-06 amended role=survivor
  ta-log -q -a desk.jsonl -i R18 --at 2026-11-06 answered
  ta-log -q -a desk.jsonl -i R19 --at 2026-11-06 amended email=new@example.org
  ta-log -q -a desk.jsonl -i R21 --at 2026-11-06 amended supervisor_email=t@example.org
  # a mail program has renamed one and flagged another; a person's own draft is none of the tools'
  mv drafts/cur/r17.* drafts/cur/1700000000.1.host,U=7:2,DS
  mv drafts/cur/r18.* "drafts/new/$(names drafts/cur | sed -n 's/^\(r18.*\):2,D/\1/p')"
  printf 'To: x@example.org\nMessage-ID: <0123@example.org>\n\nMy own.\n' >drafts/cur/1700000000.2.host:2,D
  for round in 1 2; do
    go "$scripts/morning.sh" --drafts drafts desk.jsonl queue.csv people.csv
    [ "$rc" -eq 0 ]
    [ "$(named)" = "1700000000 $old
r18 $old
r19 $elsewhere
r21 $elsewhere" ]
    [ "$(wc -l <drafts.txt)" -eq 4 ]
    [ "$(count drafts)" -eq 7 ]
  done
  # who sends them is told
  SENDMAIL=false go "$scripts/send.sh" <<<$'n\nn\nn\nn\nn\nn\nn'
  [ "$(grep -c "^send.sh: $old" err)" -eq 2 ]
  [ "$(grep -c "^send.sh: $elsewhere" err)" -eq 2 ]
  # thrown away, put right with a name and a line end of another system, and one more copy that a person has added
  mv drafts/cur/1700000000.1.host,U=7:2,DS drafts/cur/1700000000.1.host,U=7:2,DT
  rm drafts/new/r18.*
  sed -i 's/^To: .*/To:\n Ana Example <New@example.org>/; s/$/\r/' drafts/cur/r19.*
  sed -i 's/^Cc: .*/Cc: c@example.org, t@example.org/' drafts/cur/r21.*
  go "$scripts/morning.sh" --drafts drafts desk.jsonl queue.csv people.csv
  [ -z "$(named)" ]
  [ ! -e drafts.txt ]
  [ "$(find . -maxdepth 1 -name 'letters.*' | paste -sd' ')" = ./letters.csv ]
}

@test "morning: drafts are named where no request gets a letter any more, in folders of any name" {
  for folder in -x a=b 'a b'; do
    mkdir "./$folder.d"
    (
      cd "./$folder.d"
      small
      ta-log -q -a desk.jsonl -i R17 --at 2026-11-06 withdrawn
      ta-log -q -a desk.jsonl -i R19 --at 2026-11-06 withdrawn
      go "$scripts/morning.sh" --drafts "$folder" desk.jsonl queue.csv people.csv
      [ "$(count "./$folder/cur")" -eq 1 ]
      ta-log -q -a desk.jsonl -i R18 --at 2026-11-06 amended role=survivor
      go "$scripts/morning.sh" --drafts "$folder" desk.jsonl queue.csv people.csv
      [ "$(named)" = "r18 $old" ]
      ta-log -q -a desk.jsonl -i R18 --at 2026-11-07 withdrawn
      go "$scripts/morning.sh" --drafts "$folder" desk.jsonl queue.csv people.csv
      [ "$(named)" = "r18 $old" ]
    )
  done
}

@test "morning: a draft that was deleted as README says comes again when its letter is due" {
  small
  go "$scripts/morning.sh" --drafts drafts desk.jsonl queue.csv people.csv
  ta-log -q -a desk.jsonl -i R18 amended email=new@example.org
  rm drafts/cur/r18.*
  day=$TA_TODAY
  date() { [ "$*" = +%F ] && echo "$day"; }
  eval "$(grep -o 'ta-log -a desk.jsonl -i R17 --at .* drafted letter=' "$examples/desk/README.md" | sed 's/R17/R18/; s/drafted/-q drafted/')"
  TA_TODAY=2026-11-25 go "$scripts/morning.sh" --drafts drafts desk.jsonl queue.csv people.csv
  grep -qx 'To: new@example.org' drafts/cur/r18.*
  rm drafts/cur/r18.*
  TA_TODAY=2026-11-26 go "$scripts/morning.sh" --drafts drafts desk.jsonl queue.csv people.csv
  [ "$(count drafts/cur)" -eq 2 ]
}

@test "morning: of two at once the second waits for the first, and no letter is drafted twice" {
  small
  for n in 1 2 3; do
    "$scripts/morning.sh" --drafts drafts desk.jsonl queue.csv people.csv >"out$n" 2>"err$n" &
    runs[n]=$!
  done
  for n in 1 2 3; do wait "${runs[n]}"; done
  [ "$(count drafts/cur)" -eq 3 ]
  [ "$(grep -c '"ta_event":"drafted"' desk.jsonl)" -eq 3 ]
  [ "$(cat err? | grep -c 'drafted before')" -ge 2 ]
  [ ! -e drafted.jsonl ]
}

@test "morning: what the caller's variables are called is removed by nobody" {
  small
  mkdir mine && touch mine/file
  for name in day new styled all decided known letters drafts board queue; do
    env "$name=mine" "$scripts/morning.sh" --no-drafts desk.jsonl q.csv people.csv 2>err || { cat err; return 1; }
    [ -e mine/file ]
  done
}

@test "morning: where no letters are wanted, or the policy has none, there are none" {
  small
  mkdir exports maps
  go "$scripts/morning.sh" --no-drafts
  ended 0
  go "$scripts/morning.sh" desk.jsonl queue.csv people.csv
  ended 0
  go "$scripts/morning.sh" --no-drafts --drafts drafts desk.jsonl queue.csv people.csv
  ended 0
  ta-policy | awk '/^replies:/ { off = 1; next } /^[a-z]/ { off = 0 } !off' >policy.yaml
  TA_POLICY=policy.yaml go "$scripts/morning.sh"
  ended 0
  [ -s queue.csv ]
  [ ! -e drafts ]
  [ ! -e letters.csv ]
  [ ! -e drafted.jsonl ]
  same before desk.jsonl
}

@test "morning: letters that went out in another way are logged as README says, and are not drafted" {
  small
  mkdir exports maps
  cp "$scripts"/*.sh .
  sed -n '/^## Letters/,/^## What staff/s/^    //p' "$scripts/README.md" >lines
  [ "$(wc -l <lines)" -eq 2 ]
  bash -e lines 2>err || { cat err; return 1; }
  [ "$(grep -c '"ta_event":"drafted"' desk.jsonl)" -eq 3 ]
  [ ! -e drafted.jsonl ]
  go "$scripts/morning.sh"
  ended 0
  [ "$(count drafts)" -eq 0 ]
}

@test "morning: letters have no apostrophe or mark that a spreadsheet gets" {
  small
  sed -i '2s/May the/=May the/' form.csv
  printf '%s\n' id,received,email,name,role,assistance,facts 'R30,2026-11-04,d@example.org,=Dot,attorney,general-information,Which of the forms are new since last spring?' >more.csv
  ta-submit -q -a desk.jsonl more.csv
  go "$scripts/morning.sh" --excel --drafts drafts desk.jsonl queue.csv people.csv
  ended 0
  grep -q "'=Dot" queue.csv
  [ "$(head -c 3 queue.csv)" = $'\357\273\277' ]
  grep -qx 'Dear =Dot,' drafts/cur/r30.*
  run ! grep -r "'=" drafts
  [ "$(names . | grep '^queue' | paste -sd' ')" = 'queue.csv queue.csv.rejects.csv' ]
}

@test "morning: a run that is killed between drafts and ledger is made up for, and no letter is drafted twice" {
  small
  args=(--drafts drafts desk.jsonl queue.csv people.csv)
  # before what was drafted is logged
  as_if ta-log 'kill -9 $PPID; sleep 1'
  PATH="$PWD/shim:$PATH" try "$scripts/morning.sh" "${args[@]}" >/dev/null 2>&1
  [ "$rc" -eq 137 ]
  [ -s queue.csv ]
  [ -s drafted.jsonl ]
  same before desk.jsonl
  # a webmail has taken them
  rm drafts/cur/* shim/ta-log
  go "$scripts/morning.sh" "${args[@]}"
  ended 0
  [ "$(count drafts/cur)" -eq 0 ]
  [ ! -e drafted.jsonl ]
  [ "$(wc -l <desk.jsonl)" -eq 6 ]
  # while drafts are made: the next run finds them by their names
  cp before desk.jsonl && chmod 600 desk.jsonl
  as_if ta-reply "$(command -v ta-reply) \"\$@\" --events /dev/null; kill -9 \$\$"
  PATH="$PWD/shim:$PATH" go "$scripts/morning.sh" "${args[@]}"
  ended 1
  grep -qx 'morning.sh: not all letters were drafted' err
  same before desk.jsonl
  [ "$(count drafts/cur)" -eq 3 ]
  rm shim/ta-reply
  go "$scripts/morning.sh" "${args[@]}"
  ended 0
  [ "$(count drafts/cur)" -eq 3 ]
  [ "$(wc -l <desk.jsonl)" -eq 6 ]
}

@test "morning: what was drafted is kept until the ledger takes it, and an undone one is not logged again" {
  small
  args=(--drafts drafts desk.jsonl queue.csv people.csv)
  as_if ta-log 'echo "ta-log: no" >&2; exit 2'
  PATH="$PWD/shim:$PATH" go "$scripts/morning.sh" "${args[@]}"
  ended 1
  grep -qx 'morning.sh: the ledger does not have yet which letters were drafted; ./drafted.jsonl has it' err
  rm drafts/cur/*
  PATH="$PWD/shim:$PATH" go "$scripts/morning.sh" "${args[@]}"
  ended 1
  grep -qx 'morning.sh: no letters are drafted before that is logged' err
  [ "$(count drafts/cur)" -eq 0 ]
  [ -s queue.csv ]
  rm -r shim
  go "$scripts/morning.sh" "${args[@]}"
  ended 0
  ta-log -q -a desk.jsonl -i R18 --undo
  cp desk.jsonl one
  PATH="$PWD/shim:$PATH" go "$scripts/morning.sh" --no-drafts "${args[@]}"
  ended 0
  same one desk.jsonl
  # it is drafted anew, which ta-log says, since it was taken back on this day
  go "$scripts/morning.sh" "${args[@]}"
  ended 1
  grep -q 'taken-back' err
  names drafts/cur | grep -q '^r18\.accepted'
  [ "$(count drafts/cur)" -eq 1 ]
}

@test "morning: what is read is never replaced by what is drafted" {
  small
  mkdir exports
  cp people.csv letters.csv
  cp desk.jsonl drafted.jsonl
  for words in 'desk.jsonl queue.csv letters.csv' 'desk.jsonl letters.csv people.csv' 'drafted.jsonl queue.csv people.csv'; do
    # shellcheck disable=SC2086 # split on purpose
    go "$scripts/morning.sh" --drafts drafts $words
    ended 2
    says 'morning.sh: .* is what --drafts makes, too; give one of them another folder'
  done
  same before drafted.jsonl && same people.csv letters.csv
  rm drafted.jsonl letters.csv
  go "$scripts/morning.sh" --import exports --drafts exports/drafts desk.jsonl queue.csv people.csv
  ended 2
  says 'morning.sh: the letters would be imported .*'
  same before desk.jsonl
}

@test "drafts: of a subject in encoded words only the last has padding, at which some readers stop" {
  printf '%s\n' id,received,email,role,assistance,facts "$(printf 'ü%.0s' {1..30})aü☃😀$(printf '😀a☃%.0s' {1..20})ü,2026-11-20,a@example.org,attorney,general-information,Which of the forms are new since last spring?" |
    ta-submit -q | ta-validate -q | ta-due -q | ta-prioritize -q | ta-route -q | ta-reply -q --maildir drafts -o /dev/null
  sed -n 's/^Subject: //p' drafts/cur/* | tr ' ' '\n' >words
  [ "$(wc -l <words)" -ge 5 ]
  run ! grep -F '=?=' <(sed '$d' words)
  # each is text of its own
  while read -r word; do
    word=${word#=?utf-8?b?}
    base64 -d <<<"${word%?=}" | iconv -f utf-8 -t utf-8 >/dev/null
  done <words
}

# What was sent

@test "sent: a letter is logged at its Date, once, whoever else writes of it" {
  small
  drafted R17 2026-11-04 held:supervisor-missing
  drafted R18 2026-11-04 accepted
  drafted R19 2026-11-05 redirected
  # the subject is encoded and folded, the name is quoted, the address in capitals, the zone another
  mail sent 1 '"Desk, the" <TA@Example.org>' $'=?utf-8?b?W1IxN10gWW91ciByZXF1ZXN0?=\n =?utf-8?q?_f=C3=BCr_assistance?=' 'Thu, 5 Nov 2026 05:00:00 +0100'
  mail sent 2 a@example.org 'Re: [R17] Your request' 'Thu, 5 Nov 2026 10:00:00 -0800'
  mail sent 3 '"ta@example.org" <a@example.org>' '[R17] Your request' 'Thu, 5 Nov 2026 10:00:01 -0800'
  mail sent 4 'a@example.org, ta@example.org' '[R17] Your request' 'Thu, 5 Nov 2026 10:00:02 -0800'
  mail sent 5 ta@example.org 'Re: [R19] Your request' 'Thu, 5 Nov 2026 10:00:03 -0800'
  mail sent 6 ta@example.org 'Fwd: [R19] Your request' 'Thu, 5 Nov 2026 10:00:04 -0800'
  mail sent 7 ta@example.org '[R19] Your request' 'Thu, 5 Nov 2026 10:00:05 -0800' 'In-Reply-To: <x@example.org>'
  mail sent 8 ta@example.org '[R19] Your request' 'Thu, 5 Nov 2026 10:00:06 -0800' $'References: <x@example.org>\n <y@example.org>'
  mail sent 9 ta@example.org '[R17] Your request, corrected' 'Thu, 5 Nov 2026 10:00:07 -0800'
  mail sent 10 ta@example.org '[R18] Your request' 'Thu, 5 Nov 2026 10:00:08 -0800'
  go "$scripts/sent.sh" sent desk.jsonl
  clean 0
  found '10 read, 3 not from the desk, 4 replies or forwarded, 1 sent before, 1 letters that nothing follows, 1 added'
  [ "$(events)" = 'R17 asked 2026-11-04T20:00:00-08:00 sent.sh' ]
  mail sent 11 ta@example.org 'Urgent: [R19] Your request' 'Thu, 5 Nov 2026 10:00:09 -0800'
  cp desk.jsonl one
  go "$scripts/sent.sh" sent desk.jsonl
  clean 0
  [ "$(events R19)" = 'R19 answered 2026-11-05T10:00:09-08:00 sent.sh' ]
  cp desk.jsonl one
  go "$scripts/sent.sh" sent desk.jsonl
  clean 0
  found '11 read, .*2 in the ledger already, 0 added'
  same one desk.jsonl
}

@test "sent: the letter is the one that was drafted last up to that day at the office" {
  small
  drafted R17 2026-11-04 held:supervisor-missing
  drafted R17 2026-11-10 redirected
  drafted R17 2026-11-12 accepted
  # in UTC it is the tenth already
  mail sent 1 ta@example.org '[R17] Your request' 'Tue, 10 Nov 2026 02:00:00 +0000'
  mail sent 2 ta@example.org '[R17] Your request' 'Tue, 10 Nov 2026 09:00:00 -0800'
  mail sent 3 ta@example.org '[R17] Your request' 'Thu, 12 Nov 2026 09:00:00 -0800'
  # before any was drafted
  mail sent 4 ta@example.org '[R17] Your request' 'Tue, 3 Nov 2026 09:00:00 -0800'
  mail sent 5 ta@example.org '[R18] Your request' 'Tue, 10 Nov 2026 09:00:00 -0800'
  go "$scripts/sent.sh" sent desk.jsonl
  clean 0
  found '5 read, 2 of no letter that was drafted, 1 letters that nothing follows, 2 added'
  [ "$(events)" = 'R17 asked 2026-11-09T18:00:00-08:00 sent.sh
R17 answered 2026-11-10T09:00:00-08:00 sent.sh' ]
}

@test "sent: of two letters of one day it is not guessed which one went out, and nothing that is logged becomes another" {
  small
  drafted R17 2026-11-10 held:supervisor-missing
  mail sent 1 ta@example.org '[R17] Your request' 'Tue, 10 Nov 2026 09:00:00 -0800'
  go "$scripts/sent.sh" sent desk.jsonl
  clean 0
  drafted R17 2026-11-10 redirected
  go "$scripts/sent.sh" sent desk.jsonl
  clean 0
  [ "$(events)" = 'R17 asked 2026-11-10T09:00:00-08:00 sent.sh' ]
  mail sent 2 ta@example.org '[R17] Your request' 'Tue, 10 Nov 2026 11:00:00 -0800'
  go "$scripts/sent.sh" sent desk.jsonl
  [ "$rc" -eq 1 ]
  says 'sent.sh: 2: two letters were drafted for its request on that day; log what follows by ta-log'
  [ "$(events | wc -l)" -eq 1 ]
  # logged by hand it is no doubt any more
  ta-log -q -a desk.jsonl -i R17 --at '2026-11-10 11:00:00' answered
  go "$scripts/sent.sh" sent desk.jsonl
  clean 0
  # the next day it is the later one
  mail sent 3 ta@example.org '[R17] Your request' 'Wed, 11 Nov 2026 09:00:00 -0800'
  go "$scripts/sent.sh" sent desk.jsonl
  says 'ta-log: the request R17 was finished already; the event is added'
  [ "$(events | tail -n 1)" = 'R17 answered 2026-11-11T09:00:00-08:00 sent.sh' ]
}

@test "sent: what is undone stays so, and a letter that was undone is none" {
  small
  drafted R17 2026-11-04 held:supervisor-missing
  drafted R18 2026-11-04 redirected
  ta-log -q -a desk.jsonl -i R18 --undo
  drafted R18 2026-11-04 accepted
  mail sent 1 ta@example.org '[R17] Your request' 'Wed, 4 Nov 2026 09:00:00 -0800'
  mail sent 2 ta@example.org '[R18] Your request' 'Wed, 4 Nov 2026 09:00:00 -0800'
  go "$scripts/sent.sh" sent desk.jsonl
  found '.*, 1 letters that nothing follows, 1 added'
  ta-log -q -a desk.jsonl -i R17 --undo
  cp desk.jsonl one
  go "$scripts/sent.sh" sent desk.jsonl
  clean 0
  same one desk.jsonl
}

@test "sent: a subject without an id, with two, of no request, a message without a date: nothing is logged, each is said once" {
  small
  drafted R17 2026-11-04 held:supervisor-missing
  drafted R18 2026-11-04 redirected
  date='Wed, 4 Nov 2026 09:00:00 -0800'
  mail sent 1 ta@example.org 'Your request' "$date"
  mail sent 2 ta@example.org '[R17] [R18] Your request' "$date"
  mail sent 3 ta@example.org '[R71] Your request' "$date"
  mail sent 4 ta@example.org '[R17] Your request' ''
  mail sent 5 ta@example.org '[R17] Your request' 'some day'
  mail sent 6 ta@example.org '[R1] Your request' "$date"
  mail sent 7 ta@example.org '' "$date"
  mail sent 8 ta@example.org '[r17] Your request' "$date"
  go "$scripts/sent.sh" sent desk.jsonl
  [ "$rc" -eq 1 ]
  found '8 read, 2 without an \[ID\], 6 in doubt, 0 added'
  sort -o err err
  says 'sent.sh: 2: its subject has the ids of two requests; log what follows by ta-log' \
    'sent.sh: 3: no request has the id in its subject' \
    'sent.sh: 4: it has no date that can be read; log what follows by ta-log' \
    'sent.sh: 5: it has no date that can be read; log what follows by ta-log' \
    'sent.sh: 6: no request has the id in its subject' \
    'sent.sh: 8: no request has the id in its subject' \
    'sent.sh: messages from the desk without an \[ID\] in their subject: 2; where one is a letter, log what follows by ta-log'
  same before <(head -n 3 desk.jsonl)
  [ -z "$(events)" ]
  # once, also where a mail program has set a flag
  mv sent/cur/2:2,S sent/cur/2:2,RS
  go "$scripts/sent.sh" sent desk.jsonl
  [ "$rc" -eq 1 ]
  [ ! -s err ]
  # what is new is said alone
  mail sent 10 ta@example.org '[R72] Your request' "$date"
  go "$scripts/sent.sh" sent desk.jsonl
  says 'sent.sh: 10: no request has the id in its subject'
  run -2 bash -c "rm desk.jsonl.sent.txt; '$scripts/sent.sh' sent desk.jsonl 2>/dev/full"
  rm sent/cur/*
  go "$scripts/sent.sh" sent desk.jsonl
  clean 0
  [ ! -e desk.jsonl.sent.txt ]
  # other brackets are no ids
  mail sent 9 ta@example.org '[EXT] [R18] Your request' "$date"
  go "$scripts/sent.sh" sent desk.jsonl
  clean 0
  [ "$(events)" = 'R18 answered 2026-11-04T09:00:00-08:00 sent.sh' ]
}

@test "sent: drafts and what was thrown away do not count, and nothing of a subject is said" {
  small
  drafted R17 2026-11-04 held:supervisor-missing
  date='Wed, 4 Nov 2026 09:00:00 -0800'
  mail sent 1 ta@example.org '[R17] Your request' "$date"
  mv sent/cur/1:2,S sent/cur/1:2,DS
  mail sent 2 ta@example.org '[R17] Your request' "$date"
  mv sent/cur/2:2,S sent/cur/2:2,ST
  mail sent 3 ta@example.org '[CANARY] canary' "$date"
  go "$scripts/sent.sh" sent desk.jsonl
  [ "$rc" -eq 1 ]
  found '1 read, 1 in doubt, 0 added'
  run ! grep -ri canary out err desk.jsonl.sent.txt
}

@test "sent: what a person moves to Answered is an answer, as a reply or not; never a requester's" {
  small
  drafted R17 2026-11-04 held:supervisor-missing
  drafted R19 2026-11-04 redirected
  date='Wed, 18 Nov 2026 09:00:00 -0800'
  mkdir -p sent/{cur,new,tmp}
  mail answered 1 ta@example.org 'Re: [R17] Your request' "$date" 'In-Reply-To: <x@example.org>'
  mail answered 2 ta@example.org '[R18] The forms' "$date"
  sends
  clean 0
  found '2 read, 2 added'
  [ "$(events)" = 'R17 answered 2026-11-18T09:00:00-08:00 sent.sh
R18 answered 2026-11-18T09:00:00-08:00 sent.sh' ]
  cp desk.jsonl one
  sends
  clean 0
  same one desk.jsonl
  # a letter that was logged from Sent, and then moved
  mail sent 3 ta@example.org '[R19] Your request' "$date"
  sends
  clean 0
  mv sent/cur/3:2,S answered/cur
  cp desk.jsonl one
  sends
  clean 0
  same one desk.jsonl
  mail answered 4 a@example.org 'Re: [R17] Your request' "$date"
  mail answered 5 ta@example.org 'Your request' "$date"
  sends
  [ "$rc" -eq 1 ]
  sort -o err err
  says 'sent.sh: 4: it is not from the desk, so it is no answer; log what it means by ta-log' \
    'sent.sh: 5: its subject has no \[ID\]; log the answer by ta-log'
  same one desk.jsonl
  # what ta-log refuses is said: before the day of receipt
  rm answered/cur/*
  mail answered 6 ta@example.org '[R17] Your request' 'Sun, 1 Nov 2026 09:00:00 -0800'
  sends
  [ "$rc" -eq 1 ]
  grep -q 'id R17: .*receipt' err
  same one desk.jsonl
}

@test "sent: what the policy has before the id makes no reply of a letter" {
  small
  ta-policy | sed 's/^  subject: .*/  subject: "TA: [{id}] Your request"/' >policy.yaml
  drafted R17 2026-11-04 held:supervisor-missing
  mail sent 1 ta@example.org 'Re: TA: [R17] Your request' 'Wed, 4 Nov 2026 08:00:00 -0800'
  mail sent 2 ta@example.org 'FW: [R17] Your request' 'Wed, 4 Nov 2026 08:30:00 -0800'
  mail sent 3 ta@example.org 'TA: [R17] Your request' 'Wed, 4 Nov 2026 09:00:00 -0800'
  TA_POLICY=policy.yaml go "$scripts/sent.sh" sent desk.jsonl
  clean 0
  found '3 read, 2 replies or forwarded, 1 added'
  [ "$(events)" = 'R17 asked 2026-11-04T09:00:00-08:00 sent.sh' ]
}

@test "sent: the sender and what follows are those of the policy" {
  small
  ta-policy | sed 's/email: ta@example.org/email: Other.Desk@example.org/; s/sent: asked/sent: held/; s#^timezone: .*#timezone: "Asia/Tokyo" \# far#' >policy.yaml
  export TA_POLICY=policy.yaml
  drafted R17 2026-11-04 held:supervisor-missing
  drafted R18 2026-11-04 gone:x
  mail sent 1 other.desk@example.org '[R17] Your request' 'Wed, 4 Nov 2026 09:00:00 -0800'
  mail sent 2 ta@example.org '[R18] Your request' 'Wed, 4 Nov 2026 09:00:00 -0800'
  go "$scripts/sent.sh" sent desk.jsonl
  clean 0
  found '2 read, 1 not from the desk, 1 added'
  [ "$(events)" = 'R17 held 2026-11-05T02:00:00+09:00 sent.sh' ]
  mail sent 3 other.desk@example.org '[R18] Your request' 'Wed, 4 Nov 2026 09:00:00 -0800'
  go "$scripts/sent.sh" sent desk.jsonl
  [ "$rc" -eq 1 ]
  says 'sent.sh: 3: the policy has no rule of its letter any more; log what follows by ta-log'
  ta-policy | awk '/^replies:/ { off = 1; next } /^[a-z]/ { off = 0 } !off' >none.yaml
  TA_POLICY=none.yaml go "$scripts/sent.sh" sent desk.jsonl
  ended 2
  says "ta-policy: .*no section 'replies'"
}

@test "sent: usage, folders, mblaze, a ledger: what is wrong is said, and nothing is logged" {
  small
  for words in '' 'sent' '--answered' '--answered answered' 'a b c' '--sent sent desk.jsonl'; do
    # shellcheck disable=SC2086 # split on purpose
    go "$scripts/sent.sh" $words
    ended 2
  done
  go "$scripts/sent.sh" sent desk.jsonl
  ended 2
  says 'sent.sh: ./sent is not a folder'
  mkdir sent
  go "$scripts/sent.sh" sent desk.jsonl
  ended 2
  says 'sent.sh: ./sent/cur is not a folder'
  mkdir sent/cur sent/new
  go "$scripts/sent.sh" sent none.jsonl
  ended 2
  says 'sent.sh: ./none.jsonl is not there, or cannot be read'
  go "$scripts/sent.sh" sent desk.jsonl
  clean 0
  found '0 read, 0 added'
  mkdir bin
  for program in bash dirname env; do ln -s "$(command -v $program)" bin; done
  PATH=$PWD/bin go "$scripts/sent.sh" sent desk.jsonl
  ended 2
  says 'sent.sh: this needs mblaze, by which it reads the headers of mail'
  same before desk.jsonl
}

@test "sent: two at once log each letter once" {
  small
  drafted R17 2026-11-04 held:supervisor-missing
  mail sent 1 ta@example.org '[R17] Your request' 'Wed, 4 Nov 2026 09:00:00 -0800'
  for n in 1 2 3; do "$scripts/sent.sh" sent desk.jsonl >"said$n" 2>&1 & done
  wait
  [ "$(events)" = 'R17 asked 2026-11-04T09:00:00-08:00 sent.sh' ]
  [ "$(cat said? | grep -c ', 1 added')" -eq 1 ]
}

@test "the first of the twelve days: a question, its answer, and a second letter" {
  small
  args=(--drafts drafts desk.jsonl queue.csv people.csv)
  state() {
    ta-submit -q -t csv desk.jsonl | ta-validate -q | ta-due -q | ta-prioritize -q | ta-route -q |
      mlr --icsv --onidx filter '$id == "R17"' then cut -o -f "$1"
  }
  export TA_TODAY=2026-11-03
  quietly "$scripts/morning.sh" "${args[@]}"
  [ "$(state ta_outcome)" = hold ]
  mail sent 1 ta@example.org '[R17] Your request for technical assistance' 'Wed, 4 Nov 2026 09:30:00 -0800'
  rm drafts/cur/r17.*
  export TA_TODAY=2026-11-04
  go "$scripts/sent.sh" sent desk.jsonl
  clean 0
  [ "$(state holds)" = 2026-11-04/.. ]
  export TA_TODAY=2026-11-09
  quietly "$scripts/morning.sh" "${args[@]}"
  run ! grep '^r17' <(names drafts/cur)
  ta-log -q -a desk.jsonl -i R17 supplied supervisor_email=s@example.org supervisor_role=attorney
  [ "$(state holds) $(state ta_outcome) $(state ta_target)" = '2026-11-04/2026-11-09 accept 2026-12-01' ]
  export TA_TODAY=2026-11-10
  quietly "$scripts/morning.sh" "${args[@]}"
  names drafts/cur | grep -q '^r17\.accepted\.'
  grep -qx 'Cc: s@example.org' drafts/cur/r17.*
}

# By the keyboard

# letters: drafts of the three requests, and a mailer that keeps what it gets in outbox/, a file a message.
letters() {
  small
  "$scripts/morning.sh" --drafts drafts desk.jsonl queue.csv people.csv >/dev/null 2>&1
  mkdir outbox
  as_if mailer '[ "$*" = "-i -t" ] || exit 64
n=$(find outbox -type f | wc -l); cat >"outbox/$n"'
  export SENDMAIL=$PWD/shim/mailer
}

# answers WORD...: to the questions of send.sh.
answers() {
  printf '%s\n' "$@" >typed
  go "$scripts/send.sh" drafts sent <typed
}

@test "send: each draft is shown; a yes sends it with the time of now, anything else leaves it" {
  letters
  cp -R drafts were
  answers y n Yes
  [ "$rc" -eq 0 ]
  [ "$(grep -c 'Send it? \[y/N\]' out)" -eq 3 ]
  grep -q '^To: a@example.org' out && grep -q '^Send it.*send.sh: 2 sent, 1 left\|^send.sh: 2 sent, 1 left' out
  [ "$(count drafts/cur)" -eq 1 ]
  names drafts/cur | grep -q '^r18\.'
  [ "$(names sent/cur | sed 's/^[0-9]*\.\(r1.\).*:2,S$/\1/' | paste -sd' ')" = 'r17 r19' ]
  [ "$(count sent/tmp)" -eq 0 ]
  # what went out is the draft but for its Date and the second in its ID, and the copy is what went out
  same outbox/0 sent/cur/*.r17.*
  same outbox/1 sent/cur/*.r19.*
  diff <(grep -v '^Date: ' were/cur/r17.*) <(sed '/^Date: /d; s/^\(Message-ID: <[0-9a-f]*\)\.[0-9]*@/\1@/' outbox/0)
  grep -qxE 'Message-ID: <[0-9a-f]{20}\.[0-9]{10}@example\.org>' outbox/0
  [ "$(grep -c '^Date: ' outbox/0)" -eq 1 ]
  [ "$(($(date +%s) - $(date -d "$(sed -n 's/^Date: //p' outbox/0)" +%s)))" -lt 60 ]
  # sent.sh finds it
  TA_TODAY=$(date +%F) go "$scripts/sent.sh" sent desk.jsonl
  [ "$(events R17 | cut -d' ' -f 2)" = asked ]
}

@test "send: the end of input stops, a draft and all behind it are left" {
  letters
  answers y
  [ "$rc" -eq 2 ]
  [ "$(count drafts/cur)" -eq 2 ]
  [ "$(count sent/cur outbox)" -eq 2 ]
  go "$scripts/send.sh" drafts sent </dev/null
  [ "$rc" -eq 2 ]
  [ "$(count drafts/cur)" -eq 2 ]
}

@test "send: a mailer that fails, or is not there, leaves the draft" {
  letters
  cp -R drafts were
  as_if mailer 'cat >/dev/null; exit 75'
  answers y y y
  [ "$rc" -eq 1 ]
  [ "$(grep -cx 'send.sh: the mailer ended with status 75; the draft is as it was' err)" -eq 3 ]
  diff -r were drafts
  [ "$(count sent/cur sent/tmp)" -eq 0 ]
  SENDMAIL=none answers y n n
  [ "$rc" -eq 1 ]
  diff -r were drafts
  # a mailer with options, as msmtp has them
  as_if mailer '[ "$*" = "-a desk -i -t" ] && cat >outbox/x'
  SENDMAIL="$SENDMAIL -a desk" answers y n n
  [ "$rc" -eq 0 ]
  [ -s outbox/x ]
}

@test "send: a draft that is edited or removed meanwhile is not sent, and one edited while it is sent stays" {
  letters
  as_if cmp 'for file; do :; done; [ -e edited ] || { : >edited; echo more >>"$file"; }; exec /usr/bin/cmp "$@"'
  PATH="$PWD/shim:$PATH" answers y n n
  [ "$rc" -eq 1 ]
  says 'send.sh: the draft was changed or removed meanwhile; nothing was sent'
  [ "$(count outbox)" -eq 0 ]
  [ "$(count drafts/cur)" -eq 3 ]
  rm shim/cmp
  as_if mailer 'cat >outbox/1; echo more >>drafts/cur/r17*'
  answers y n n
  [ "$rc" -eq 1 ]
  says 'send.sh: it was sent as it was shown; the draft was changed meanwhile, and is still there'
  [ "$(count drafts/cur)" -eq 3 ]
  [ "$(count sent/cur)" -eq 1 ]
}

@test "send: two at once do not send one draft twice" {
  letters
  mkfifo pipe
  "$scripts/send.sh" drafts sent <pipe >first 2>&1 3>&- &
  exec 8>pipe
  for _ in $(seq 100); do grep -q 'Send it' first && break; sleep 0.05; done
  answers y y y
  ended 2
  says 'send.sh: another run is at work in drafts; wait for its end'
  exec 8>&-
  try wait $!
  [ "$rc" -eq 2 ]
  [ "$(count outbox)" -eq 0 ]
}

@test "send: Ctrl-C at the question leaves the draft; a kill while it is sent is said the next time" {
  letters
  mkfifo pipe
  # a shell without job control has its children ignore Ctrl-C; perl gives it back
  perl -e '$SIG{INT} = "DEFAULT"; exec @ARGV' "$scripts/send.sh" drafts sent <pipe >first 2>&1 3>&- &
  pid=$!
  exec 8>pipe
  for _ in $(seq 100); do grep -q 'Send it' first && break; sleep 0.05; done
  kill -INT $pid
  try wait $pid
  exec 8>&-
  [ "$rc" -eq 2 ]
  [ "$(count drafts/cur)" -eq 3 ]
  [ "$(count outbox sent/tmp sent/cur)" -eq 0 ]
  # while the mailer runs, Ctrl-C waits for its end
  as_if mailer 'kill -INT $PPID; kill -INT $$; cat >outbox/sent; exit 0'
  answers y n n
  [ "$rc" -eq 0 ]
  [ -s outbox/sent ]
  [ "$(count sent/cur)" -eq 1 ]
  [ "$(count drafts/cur)" -eq 2 ]
  as_if mailer 'cat >outbox/second; kill -9 $PPID'
  answers y n
  [ "$rc" -eq 137 ]
  [ "$(count drafts/cur)" -eq 2 ]
  [ "$(count sent/tmp)" -eq 1 ]
  answers n n
  [ "$rc" -eq 0 ]
  says 'send.sh: a run was cut off while it sent this draft: look whether it was sent, and if so delete the draft'
}

@test "send: where nothing can be written nothing is sent, and no mark says otherwise" {
  letters
  mkdir -p sent/tmp sent/new sent/cur
  for draft in drafts/cur/*; do ln -s /dev/full "sent/tmp/$(basename "${draft%%:*}")"; done
  answers y y y
  [ "$rc" -eq 2 ]
  [ "$(grep -c '^send.sh: sent cannot be written to; nothing was sent$' err)" -eq 3 ]
  [ "$(count drafts/cur)" -eq 3 ]
  [ "$(count outbox)" -eq 0 ]
  [ -z "$(ls sent/tmp)" ]
}

@test "send: what is typed before a draft is shown is no answer to it" {
  letters
  {
    printf 'y\ny\ny\n'
    # on a slow machine some of these are too early, too
    for _ in {1..110}; do sleep 0.5; printf 'n\n' || break; done
  } | timeout 60 script -qec "stty rows 200 cols 100; '$scripts/send.sh' drafts sent" /dev/null >out
  grep -q '0 sent, 3 left' out
  [ "$(count drafts/cur)" -eq 3 ]
}

@test "send: of an edited draft nothing is shown that a terminal obeys, and its folded Date goes" {
  small
  mkdir -p drafts/cur
  printf 'From: ta@example.org\r\nTo: a@example.org\r\nDate: Mon, 2 Nov 2026\r\n 09:00:00 +0000\r\nSubject: [R17] \033[31mx\r\n\r\nbody \033]0;title\007 \302\233x\r\nDate: stays\r\n' >drafts/cur/1:2,D
  mkdir outbox
  as_if mailer 'cat >outbox/1'
  SENDMAIL=$PWD/shim/mailer answers y
  [ "$rc" -eq 0 ]
  LC_ALL=C run ! grep -P '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]' out
  [ "$(grep -ac '^Date: ' outbox/1)" -eq 2 ]
  run ! grep -a '09:00:00' outbox/1
  grep -aq 'Date: stays' outbox/1
}

@test "send: usage, folders, no mailer" {
  letters
  for words in 'a b c' '--help' 'none sent' 'drafts drafts'; do
    # shellcheck disable=SC2086 # split on purpose
    go "$scripts/send.sh" $words </dev/null
    ended 2
  done
  mkdir bin
  for program in bash dirname env; do ln -s "$(command -v $program)" bin; done
  if [ ! -e /usr/sbin/sendmail ] && [ ! -e /usr/lib/sendmail ]; then
    SENDMAIL='' PATH=$PWD/bin go "$scripts/send.sh" drafts sent </dev/null
    ended 2
    says 'send.sh: there is no msmtp and no sendmail; name what sends mail in SENDMAIL'
  fi
}
