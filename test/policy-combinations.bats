#!/usr/bin/env bats
# ta-policy --combinations: every combination that a policy names, decided as the
# tools decide, and what nothing reaches.

# shellcheck disable=SC2154 # stderr is set by run

load helper

# A small policy whose combinations can be counted by hand.
small() {
  cat <<'END'
version: 2
name: small
edition: 1
timezone: UTC
identity: {field: id, from: [name]}
fields:
  - {name: id, type: text}
  - {name: name, type: text, private: yes}
  - {name: received, type: date}
  - {name: kind, type: choice, values: [book, film]}
  - {name: tags, type: list, values: [old, new]}
  - {name: lent, type: yes-no}
calendar: {weekend: [saturday, sunday]}
due:
  from: received
  rules:
    - {id: films, when: {kind: film}, within: 2 business days}
    - {id: others, within: 5 business days}
routes:
  then:
    - {id: unread, when: {kind: {valid: no}}, outcome: review, queue: desk}
    - {id: lent, when: {lent: yes}, outcome: hold, queue: shelf}
    - {id: books, when: {kind: book}, outcome: accept, queue: books}
    - {id: films, when: {kind: film}, outcome: accept, queue: films}
    - {id: no-kind, when: {kind: {present: no}}, outcome: review, queue: desk}
    - {id: rest, outcome: review, queue: desk}
combinations:
  - id: all
    always: {received: today, tags: [old, new]}
    vary:
      - kind
      - lent
      - [{name: A}, {}]
  - id: unread
    vary: [[{kind: {valid: no}}]]
END
}

@test "combinations: of each entry every one, once, and a field that no entry answers has no column" {
  small >small.yaml
  run -0 --separate-stderr ta-policy -p small.yaml --combinations -o out.csv
  [ "$stderr" = "ta-policy: 19 combinations, 0 left to the last route, 0 rules unreached" ]
  [ "$(head -n 1 out.csv | cut -d, -f1-7)" = combination,name,received,kind,tags,lent,ta_valid ]
  # three kinds, three answers to lent, two names
  for kind in '' book film; do
    for lent in '' no yes; do
      for name in '' A; do
        echo "all,$name,2026-11-24,$kind,old;new,$lent"
      done
    done
  done | LC_ALL=C sort >wanted
  same wanted <(sed 1d out.csv | grep ^all, | cut -d, -f1-6 | LC_ALL=C sort)
  grep -q '^unread,,,?,,,.*,review,desk,unread,' out.csv
}

@test "combinations: the default policy's have every role, assistance and document, courses and a supervisor or not" {
  ta-policy -q --combinations -o out.csv
  mlr --icsv --onidx filter '$combination == "requests"' then \
    count-distinct -f role,assistance,document,courses_passed,supervisor_email then \
    stats1 -a count,max -f count out.csv >counted
  # 15 x 4 x 9 x 3 x 2, each once: no answer is one of them
  [ "$(cat counted)" = "3240 1" ]
  for field in role assistance document; do
    ta-policy --fields | grep -B1 "^$field:" | head -n 1 | sed 's/^[^:]*: //' | tr -d ' ' |
      tr , '\n' | LC_ALL=C sort >wanted
    same wanted <(mlr --icsv --onidx filter '$combination == "requests"' then cut -f "$field" \
      then filter "\$$field != \"\"" then uniq -g "$field" out.csv | LC_ALL=C sort)
  done
}

@test "combinations: the shipped policies leave no rule unreached, and nothing to the last route" {
  for policy in "$root/lib/policy/default-policy.yaml" "$examples"/policies/*.yaml; do
    run -0 --separate-stderr ta-policy -p "$policy" --combinations -o out.csv
    [[ $stderr == *" 0 left to the last route, 0 rules unreached" ]] || { echo "$policy: $stderr"; return 1; }
    [ "$(wc -l <out.csv)" -le 20000 ]
    # every id of the routes but the last, and of the due rules, is in the output
    awk '/^[a-z]/ { section = $1 } section ~ /^(routes|due):$/ && sub(/^ *- [{]?id: /, "") { sub(/,.*/, ""); print section $0 }' "$policy" |
      sed '$d' | LC_ALL=C sort >wanted
    [ "$(wc -l <wanted)" -ge 15 ]
    { mlr --icsv --onidx uniq -g ta_due_rule then cut -f ta_due_rule out.csv | sed 's/^/due:/'
      mlr --icsv --onidx uniq -g ta_route_rule then cut -f ta_route_rule out.csv | sed 's/^/routes:/'
    } | LC_ALL=C sort | same wanted -
  done
}

@test "combinations: the decisions are those of the pipe, for all shipped policies" {
  for policy in "$root/lib/policy/default-policy.yaml" "$examples"/policies/*.yaml; do
    export TA_POLICY=$policy
    ta-policy -q --combinations -o out.csv
    mlr --csv cut -x -r -f '^ta_' out.csv >in.csv
    ta-validate -q in.csv >valid.csv
    ta-due -q valid.csv >due.csv 2>/dev/null || [ "$?" -eq 1 ]
    ta-route -q due.csv >piped.csv
    mlr --csv cut -x -f ta_groups out.csv | same piped.csv -
  done
}

@test "combinations: the day and the switches count" {
  small >small.yaml
  run -0 ta-policy -q -d 2026-12-01 -p small.yaml --combinations
  [ "$(grep -c ,2026-12-01, <<<"$output")" -eq 18 ]
  # in high volume the groups are named
  [ "$(ta-policy -q --combinations | mlr --icsv --onidx filter '$ta_groups != ""' | wc -l)" -eq 0 ]
  [ "$(ta-policy -q -s high_volume --combinations | mlr --icsv --onidx filter '$ta_groups != ""' | wc -l)" -gt 1000 ]
}

@test "combinations: a route that nothing reaches is named, with status 1" {
  small | sed 's/{id: books, when: {kind: book}/{id: books, when: {kind: [book, film]}/' >small.yaml
  run -1 --separate-stderr ta-policy -p small.yaml --combinations
  [ "$stderr" = "ta-policy: routes: 'films' is never the rule that decides
ta-policy: 19 combinations, 0 left to the last route, 1 rules unreached" ]
  run -1 --separate-stderr ta-policy -q -p small.yaml --combinations
  [ -z "$stderr" ]
}

@test "combinations: a due rule that nothing reaches is named, with status 1" {
  small | sed 's/{id: films, when: {kind: film}, within/{id: films, when: {kind: film, tags: {present: no}}, within/' >small.yaml
  run -1 --separate-stderr ta-policy -p small.yaml --combinations
  [ "${stderr%%$'\n'*}" = "ta-policy: due: 'films' is never the rule that decides" ]
}

@test "combinations: what is left to the last route has status 1" {
  small | sed '/id: no-kind/d' >small.yaml
  run -1 --separate-stderr ta-policy -p small.yaml --combinations
  [ "$stderr" = "ta-policy: 19 combinations, 4 left to the last route, 0 rules unreached" ]
  [ "$(grep -c ',rest,' <<<"$output")" -eq 4 ]
}

@test "combinations: a policy without any, and operands, are refused" {
  small | sed '/^combinations:/,$d' >small.yaml
  run -2 --separate-stderr ta-policy -p small.yaml --combinations
  [ "$stderr" = "ta-policy: the policy has no 'combinations'; ta-policy(5) says what they are" ]
  [ -z "$output" ]
  run -2 ta-policy --combinations small.yaml
}
