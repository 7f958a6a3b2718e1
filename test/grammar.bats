#!/usr/bin/env bats
# What the policy's language says about findings and blanks, by a policy that has
# little else: each line of it is tried with a record for which it holds and with one
# for which it does not.

load helper

setup() {
  quick
  cd "$BATS_TEST_TMPDIR" || return 1
  cat >policy.yaml <<'END'
version: 2
name: little
edition: 1
timezone: UTC
identity: {field: id, from: [email, received]}
ask_nothing_when: {early_outcome: redirect}
say_nothing_when: {is: quiet}
fields:
  - {name: id, type: text}
  - {name: received, type: date, if_blank: hold}
  - {name: email, type: email}
  - {name: kind, type: choice, values: [book, film, secret, gift]}
  - {name: story, type: text, blank: [None, N/A, "-"]}
  - {name: shelf, type: choice, staff: yes, values: [high, low]}
  - {name: done, type: yes-no, staff: yes}
facts:
  - {id: quiet, when: {kind: secret}}
  - {id: finished, when: {done: yes}}
checks:
  - {id: told, when: {is: quiet}, severity: note, says: It is a secret., alert: yes, always: yes}
  - {id: story-missing, when: {story: {present: no}}, severity: hold, says: Tell the story.}
  - {id: story-short, when: {story: {shorter_than: 3 words}}, severity: note, says: It is short.}
  - {id: film, when: {kind: film}, severity: review, says: A person looks.}
  - {id: held, when: {severity: [error, hold]}, severity: note, says: It waits.}
  - {id: fine, when: {no_severity: [error, hold, review]}, severity: note, says: It is fine.}
  - {id: short-and-fine, when: {finding: story-short, is_not: finished}, severity: note, says: Short and fine.}
calendar: {weekend: [saturday, sunday]}
due:
  target: 5 business days
  from: received
  done: finished
  rules:
    - {id: gifts, when: {early_outcome: redirect}, within: none}
    - {id: films, when: {kind: film}, within: 2 business days}
    - {id: all, within: target}
priority:
  ahead: [quiet]
  behind: {severity: [error, hold]}
  open: {is_not: finished}
routes:
  early:
    - {id: gift, when: {kind: gift}, outcome: redirect, queue: gifts, says: Thank you.}
  then:
    - {id: held, when: {severity: [error, hold]}, outcome: hold, queue: held}
    - {id: rest, outcome: accept, queue: desk}
END
  export TA_POLICY=$PWD/policy.yaml
  header=id,received,email,kind,story,shelf,done
}

# found ROW...: the findings of each record, a line each.
found() {
  printf '%s\n' "$header" "$@" | ta-validate -q | mlr -S --icsv --onidx cut -f ta_findings
}

@test "blank: a text that is a word for nothing reads as blank, and stays as it was written" {
  same <(found 1,2026-11-02,,book,None,, '2,2026-11-02,,book, n/a ,,' 3,2026-11-02,,book,...,, '4,2026-11-02,,book,None of it is so,,') - <<'END'
story-missing;held
story-missing;held
story-missing;held
fine
END
  for format in csv jsonl yaml; do
    ta-submit -q -t $format -F received=2026-11-02 -F kind=book -F 'story= N/A' >one
    [ "$(ta-validate -q -f $format -t csv one | column story)" = ' N/A' ]
    [ "$(ta-validate -q -f $format -t csv one | column ta_findings)" = 'story-missing;held' ]
  done
}

@test "shorter_than: words stand between white space" {
  same <(found '1,2026-11-02,,book,two words,,' '2,2026-11-02,,book,now three words,,' $'3,2026-11-02,,book,"\ttwo \n\nwords ",,') - <<'END'
story-short;fine;short-and-fine
fine
story-short;fine;short-and-fine
END
}

@test "findings: a check asks for those above it, and for no other" {
  same <(found '1,2026-11-02,,film,a long enough story,,' '2,,,book,a long enough story,,' 3,2026-11-02,,book,short,,yes) - <<'END'
film
received-missing;held
story-short;fine
END
}

@test "say_nothing_when: nothing is found but what is marked as always" {
  # not even a date that the clock cannot read
  same <(found 1,2026-11-02,,secret,,, 2,,nobody,secret,short,,) <(printf 'told\ntold\n')
  printf '%s\n' "$header" 1,,nobody,secret,,, >one.csv
  ta-validate -q --list one.csv >list
  [ "$(wc -l <list)" -eq 1 ]
}

@test "staff: reviews and alerts are in no list, slips of staff's are reviews" {
  printf '%s\n' "$header" 1,2026-11-02,,film,None,, 2,2026-11-02,,book,None,middle,perhaps >two.csv
  [ "$(ta-validate -q --list two.csv | column rule | paste -sd' ')" = 'story-missing held story-missing held' ]
  same <(ta-validate -q two.csv | column ta_findings) - <<'END'
story-missing;film;held
shelf-invalid;done-invalid;story-missing;held
END
}

@test "alert: of a finished request none is said" {
  go ta-submit -q -F received=2026-11-02 -F kind=secret
  grep -q 'It is a secret' err
  printf '%s\n' "$header" 1,2026-11-02,,secret,,, 2,2026-11-02,,secret,,,yes >two.csv
  go ta-submit -q two.csv
  [ "$(grep -c 'It is a secret' err)" -eq 1 ]
  grep -q 'id 1: ' err
}

@test "behind: what waits is behind what can be worked on, within open and ahead" {
  printf '%s\n' "$header" a,2026-11-02,,book,None,, 'b,2026-11-09,,book,a long enough story,,' 'c,2026-11-03,,film,a long enough story,,' \
    d,2026-11-02,,secret,,, e,2026-10-01,,book,None,,yes 'f,2026-11-02,,book,a long enough story,,yes' >six.csv
  [ "$(ta-validate -q six.csv | ta-due -q | ta-prioritize -q | column id | paste -sd' ')" = 'd c b a f e' ]
}

@test "within: a rule has the policy's target, or a time of its own" {
  printf '%s\n' "$header" 1,2026-11-02,,book,,, 2,2026-11-02,,film,,, 3,2026-11-02,,gift,,, >three.csv
  [ "$(ta-due -q three.csv | column ta_target | paste -sd,)" = 2026-11-09,2026-11-04, ]
}

@test "ids: letters of any script, and blanks around a day, are good" {
  unset TA_POLICY
  ta-policy | sed 's/^checks:$/&\n  - {id: ñandú-está, when: {role: attorney}, severity: note, says: It is one., staff: yes}/' >ids.yaml
  go ta-policy -q --check ids.yaml
  [ "$rc" -eq 0 ]
  perl -0pe "s/\{name: Saint Patrick.s Day, on: march 17\}/\n      name: Saint Patrick's Day\n      on: >\n        march 17/" \
    "$examples/policies/software-support.yaml" >folded.yaml
  cmp -s folded.yaml "$examples/policies/software-support.yaml" && return 1
  go ta-policy -q --check folded.yaml
  [ "$rc" -eq 0 ]
}
