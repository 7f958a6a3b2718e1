#!/usr/bin/env bats
# ta-policy --test: a policy's own table of cases, decided as the tools decide.

load helper

@test "cases: the default policy's own table, every row" {
  run -0 --separate-stderr ta-policy --test "$examples/cases.csv"
  # shellcheck disable=SC2154 # set by run
  [[ $stderr == "ta-policy: "*" cases, 0 differ" ]]
  [ "$(grep -oE '[0-9]+ cases' <<<"$stderr" | cut -d' ' -f1)" -ge 670 ]
}

@test "cases: the same decisions as the pipe's, for every column that is expected" {
  # what a switch changes, test/cases.bats asks
  mlr -S --csv filter '$switches == ""' "$examples/cases.csv" >calm.csv
  ta-validate -q calm.csv >valid.csv
  ta-due -q valid.csv >due.csv 2>/dev/null || [ "$?" -eq 1 ]
  ta-route -q due.csv >piped.csv
  # the pipe's cells become what is expected
  mlr -S --csv put 'map out = {};
    for (k, v in $*) { if (k =~ "^ta_" && k !=~ "^ta_(policy|verified|same_as|signs)$") { out[sub(k, "^ta_", "expect_")] = v }
      elif (k =~ "^ta_(verified|same_as|signs)$" || !(k =~ "^(ta_|expect_)")) { out[k] = v } } $* = out' piped.csv >all.csv
  [ "$(head -n 1 all.csv | tr , '\n' | grep -c '^expect_')" -eq 15 ]
  run -0 --separate-stderr ta-policy --test all.csv
  [[ $stderr == *" cases, 0 differ" ]]
}

@test "cases: each cell that differs is named with its place, case, column and both values" {
  printf '%s\n' case,role,assistance,facts,expect_outcome,expect_queue,expect_valid \
    a,survivor,,,redirect,hotline,* \
    b,attorney,case-consultation,,accept,case-consultation,no >t.csv
  run -1 --separate-stderr ta-policy --test t.csv
  [ "$stderr" = "ta-policy: t.csv:3: row 3: b: ta_outcome: expected 'accept', got 'hold'
ta-policy: t.csv:3: row 3: b: ta_queue: expected 'case-consultation', got 'awaiting-requester'
ta-policy: 2 cases, 1 differ" ]
}

@test "cases: a column that no tool has, and a table that expects nothing" {
  printf '%s\n' role,expect_outcom attorney,accept >t.csv
  run -2 --separate-stderr ta-policy --test t.csv
  [[ $stderr == *"did you mean 'ta_outcome'"* ]]
  printf '%s\n' role attorney >t.csv
  run -2 --separate-stderr ta-policy --test t.csv
  [[ $stderr == *"no column begins with expect_"* ]]
  run -2 ta-policy --coverage
}

@test "cases: the day and the switches are the case's" {
  printf '%s\n' received,role,email,assistance,facts,switches,expect_findings,expect_due_status \
    '2026-11-02,attorney,a@example.org,case-consultation,What is the weakest part of the claim?,high_volume,target-may-slip,due-soon' \
    '2026-11-02,attorney,a@example.org,case-consultation,What is the weakest part of the claim?,,,due-soon' >t.csv
  run -0 ta-policy --test t.csv
  run -1 ta-policy -d 2026-12-24 --test t.csv
  run -1 ta-policy -s high_volume --test t.csv
  sed -i s/high_volume/high_volum/ t.csv
  run -2 --separate-stderr ta-policy --test t.csv
  [[ $stderr == *"did you mean 'high_volume'"* ]]
}

@test "coverage: rules, facts and answers, and how many cases each" {
  printf '%s\n' role,own_case,expect_outcome survivor,,redirect other,yes,redirect >t.csv
  run -0 --separate-stderr ta-policy --test t.csv --coverage
  for line in facts,survivor,2 routes,survivor,2 checks,survivor,2 routes,eligibility,0 \
    role,survivor,1 role,other,1 role,attorney,0 own_case,yes,1 due,no-date,2; do
    grep -qx "$line" <<<"$output" || { echo "$line"; return 1; }
  done
  run -1 ta-policy --test t.csv --min-coverage 50
  run -0 ta-policy --test t.csv --min-coverage 2
}

# Nothing reaches the last route, or the last rule of the letters, which are for what nobody thought of.
@test "coverage: the default policy's table has every rule but the last, and every answer" {
  run -0 --separate-stderr ta-policy --test "$examples/cases.csv" --coverage
  [[ $stderr == *" cases, 0 differ, 99 % covered" ]]
  [ "$(grep ',0$' <<<"$output" | paste -sd' ')" = 'routes,nothing-decides,0 replies,nobody-thought-of,0' ]
}

@test "mutants: of a hundred changes of the default policy its table notices 95 at least" {
  run -0 "$root/test/proof/mutate-policy" ta-policy "$root/lib/policy/default-policy.yaml" "$examples/cases.csv"
  echo "$output"
  # what it does not notice is known, with a reason
  while IFS= read -r change; do
    grep -qxF -- "$change" "$root/test/proof/mutate-policy.alive" || { echo "not noticed: $change"; return 1; }
  done < <(sed -n 's/^alive: //p' <<<"$output")
  # and it can fail: a table that expects little notices little
  printf '%s\n' role,expect_outcome survivor,redirect >little.csv
  run -1 "$root/test/proof/mutate-policy" ta-policy "$root/lib/policy/default-policy.yaml" little.csv
}

@test "cases: other organisations' policies, by their own tables" {
  for policy in "$examples"/policies/*.yaml; do
    run -0 --separate-stderr ta-policy -p "$policy" --test "${policy%.yaml}-cases.csv"
    [[ $stderr == *" cases, 0 differ" ]] || { echo "$policy: $stderr"; return 1; }
  done
}

@test "cases: a policy that has been changed is seen by its table" {
  ta-policy | sed 's/target: 15 business days/target: 10 business days/' >ten.yaml
  run -1 --separate-stderr ta-policy -p ten.yaml --test "$examples/cases.csv"
  [ "$(grep -c ta_target <<<"$stderr")" -gt 200 ]
}

@test "hours: a clock that runs day and night, with its own column only where there is one" {
  sed 's/target: 15 business days/target: 4 hours/; s/, before: deadline//' <(ta-policy) >hours.yaml
  printf '%s\n' id,received,email,role,assistance,facts,holds \
    a,2026-11-25T22:10:00-08:00,a@example.org,attorney,case-consultation,why,2026-11-26/.. \
    b,2026-11-24,a@example.org,attorney,case-consultation,why, \
    c,2026-11-24T08:00:00-08:00,a@example.org,survivor,case-consultation,why, >in.csv
  ta-due -q -p hours.yaml in.csv >out.csv
  same <(mlr -S --icsv --onidx --ofs , cut -o -f id,ta_target,ta_due,ta_due_time,ta_days_left out.csv) - <<'END'
a,2026-11-26,2026-11-26,2026-11-26T02:10:00-08:00,1
b,2026-11-24,2026-11-24,2026-11-24T04:00:00-08:00,0
c,,,,
END
  run -1 grep -q ta_due_time <(ta-due -q in.csv)
  run -0 --separate-stderr ta-due -e -p hours.yaml -o out.csv in.csv
  # shellcheck disable=SC2154 # set by run
  [[ $stderr == *"row 2: id a: 2026-11-26T02:10:00-08:00: 4 hours after receipt, the target"* ]]
}

@test "cases: a column that is nearly a field is doubted, one for people is not" {
  printf '%s\n' case,note,rol,assistance,expect_outcome a,why,attorney,case-consultation,hold >cases.csv
  run --separate-stderr ta-policy --test cases.csv
  [[ $stderr == *"the column 'rol' is not a field of the policy; did you mean 'role'?"* ]]
  [[ $stderr != *note* ]]
  run -0 --separate-stderr ta-policy --test "$examples/cases.csv"
  [[ $stderr != *"is not a field"* ]]
}

@test "check: a policy whose last due rule is conditional is said to leave requests without dates" {
  run -0 --separate-stderr ta-policy --check "$examples/site-policy.yaml"
  [[ $stderr != *"no dates"* ]]
  sed '/{id: standard,/d' <(ta-policy) >open.yaml
  run -0 --separate-stderr ta-policy --check open.yaml
  [[ $stderr == *"a request that no rule of 'due' matches gets no dates"* ]]
}
