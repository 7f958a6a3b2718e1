#!/usr/bin/env bash
#
# Plays what happens at a desk after the day of arrival, with the tools and the scripts
# beside this one, in a folder that goes away. It prints what is done, as one would type
# it, and what comes out.
#
#     week.sh
#
# Exit status: 0, or 2 where the play cannot be set up.

set -u
umask 077
here=$(cd -- "$(dirname -- "$0")" && pwd) || exit 2
PATH=$here:$PATH
unset TA_POLICY TA_SWITCHES TA_BY
work=$(mktemp -d) || exit 2
trap 'rm -rf -- "$work"' EXIT
trap 'exit 2' HUP INT TERM
cd -- "$work" || exit 2
mkdir inbox || exit 2

# day DATE WORDS: it is that day.
day() {
  export TA_TODAY=$1
  printf '\n%s  %s\n' "$1" "$2"
}

# show: lines for a narrow page.
show() {
  fold -s -w 72 | sed 's/^/  /; s/ $//'
}

# run COMMAND: shows it, what it says, and a status that is not 0.
run() {
  local status
  printf '  $ %s\n' "$1"
  eval "$1" >said 2>&1
  status=$?
  [ "$status" -eq 0 ] || echo "status $status" >>said
  show <said
}

# state ID COLUMN...: of the request, as the morning's pipe has it today.
state() {
  local id=$1 column value words=
  shift
  ta-submit -q desk.jsonl | ta-validate -q | ta-due -q | ta-prioritize -q | ta-route -q |
    grep -F "\"id\":\"$id\"" >record
  for column; do
    value=$(sed -n "s/.*\"$column\":\"\([^\"]*\)\".*/\1/p" record)
    words+="${words:+, }${column#ta_} ${value:--}"
  done
  printf '%s: %s\n' "$id" "$words" | show
}

cat >form.csv <<'END'
id,Timestamp,Email,Role,Type of Assistance Needed,Facts and Questions
R17,11/2/2026 9:14:33,ana@example.org,Paralegal,Case Consultation,May she work while the application is pending?
R21,11/5/2026 10:02:10,ben@example.org,Attorney,General Information,Which of the forms are new since last spring?
R25,11/6/2026 8:30:51,cy@example.org,Attorney,General Information,Where does one send the form for a replacement?
R30,11/20/2026 16:45:00,ana.b@example.org,Paralegal,Case Consultation,And may she travel while it is pending?
END
row() { grep -E "^(id|$1)," form.csv; }

day 2026-11-02 'a paralegal asks, and names no supervisor'
row R17 >export.csv
run 'ta-submit -a desk.jsonl export.csv'
state R17 ta_outcome ta_target

day 2026-11-04 'the question goes out: the clock stands'
run 'ta-log -a desk.jsonl -i R17 --by mk asked'
state R17 ta_outcome holds

day 2026-11-06 'more requests come in; the clock of one computer says 2020'
row 'R17|R21|R25' >export.csv
run 'ta-submit -a desk.jsonl export.csv'
run 'TA_TODAY=2020-01-01 ta-log -a desk.jsonl -i R21 asked'

day 2026-11-09 'the supervisor is supplied: the clock goes on'
run 'ta-log -a desk.jsonl -i R17 --by mk supplied \
    supervisor_email=sup@example.org supervisor_role=attorney'
state R17 ta_outcome holds ta_target

day 2026-11-10 'a telephone number; one question more is undone'
run 'ta-log -a desk.jsonl -i R17 supplied phone=555-0117'
state R17 phone holds ta_target
run 'ta-log -a desk.jsonl -i R21 --by jo asked'
run 'ta-log -a desk.jsonl -i R25 --by jo asked'
run 'ta-log -a desk.jsonl -i R25 --undo'
state R21 holds
state R25 holds

day 2026-11-12 'one is withdrawn while the desk waits for its answer'
run 'ta-log -a desk.jsonl -i R21 withdrawn'
state R21 status holds ta_due_status

day 2026-11-13 'a slip of the pen'
run 'ta-log -a desk.jsonl -i R71 answered'

day 2026-11-18 'two of staff answer at once'
run "ta-log -a desk.jsonl -i R17 --at '2026-11-18 10:00:00' --by mk answered"
run "ta-log -a desk.jsonl -i R17 --at '2026-11-18 10:00:05' --by jo answered"
state R17 status answered ta_due_status

day 2026-11-19 'the address was wrong'
run 'ta-log -a desk.jsonl -i R17 amended email=ana@office.example.org'
state R17 email status ta_days_taken ta_in_target

day 2026-11-20 'the withdrawn one is wanted after all'
run 'ta-log -a desk.jsonl -i R21 reopened'
state R21 status holds ta_due_status ta_target

day 2026-11-23 'the form is exported again, and a row was edited'
sed '/^R25/s/replacement/duplicate/' form.csv >export.csv
run 'ta-submit -a desk.jsonl export.csv'
run 'ta-submit -a desk.jsonl --amend export.csv'
run 'ta-submit -a desk.jsonl --amend export.csv'
state R25 facts ta_target

day 2026-11-30 'the answered one comes back'
run 'ta-log -a desk.jsonl -i R17 reopened'
state R17 status answered ta_days_taken ta_in_target ta_due_status ta_target

day 2026-12-01 "last month's sheet is found"
cat >'inbox/What happened.csv' <<'END'
id,event,at,by,note
R25,asked,11/10/2026,jo,which form?
R25,supplied,11/12/2026,jo,the first
R25,Sent,11/17/2026,jo,
R25,noted,,jo,by telephone
END
run 'inbox.sh --wait 0 inbox desk.jsonl'
run 'inbox.sh --wait 0 inbox desk.jsonl'
state R25 holds answered ta_days_taken ta_in_target

day 2026-12-02 'R30 is more of R17, by another address of the same person'
cat >people.csv <<'END'
email,person
ana.b@example.org,Ana Ortega
ana@example.org,Ana Ortega
END
run "ta-submit -q -t csv desk.jsonl --join people.csv | ta-history -q | \\
    ta-history -q --columns id,person,ta_earlier,ta_earlier_ids"
run 'ta-log -a desk.jsonl -i R17 supplied --copy R30'
run 'ta-log -a desk.jsonl -i R30 merged merged_into=R17'
state R17 received email facts
state R30 status merged_into ta_due_status
run 'ta-log -q -t csv desk.jsonl | cut -d, -f1-4'
