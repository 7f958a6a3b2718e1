#!/usr/bin/env bats
# shellcheck disable=SC2094 # the same file is read twice
#
# ta-report: what is counted and measured, of whom, on which days. The figures here are
# worked out by hand; report-oracle.bats has others work them out.

load helper

setup() { cd "$BATS_TEST_TMPDIR" || exit; }

# requests: ten records behind ta-due, as it writes them.
requests() {
  cat <<'END'
id,received,email,assistance,role,topics,status,answered,assignee,ta_due_status,ta_days_taken,ta_in_target
R1,2026-10-01,,,attorney,t-visa,answered,2026-10-08,mk,finished,5,yes
R2,2026-10-02,,,attorney,t-visa;civil,answered,2026-10-13,mk,finished,6,yes
R3,2026-10-05,,,Attorney,benefits,answered,2026-11-02,jo,finished,19,no
R4,2026-11-02,,,paralegal,,answered,2026-11-30,,finished,18,no
R5,2026-11-03,,,paralegal,civil,,,,past-target,,
R6,2026-11-16,,,attorney,t-visa;benefits;civil,,,mk,on-track,,
R7,2026-12-28,,,case-manager,civil,,,,on-hold,,
R8,2027-01-01,,,,civil,,,,none,,
R9,2027-01-04T00:30:00-05:00,,,attorney,civil,new,2027-01-07,,past-target,3,yes
R10,,,,attorney,civil,closed,,,finished,,
END
}

@test "all measures of all records: the median is the lower of the middle two, nine in ten the next rank" {
  requests >in.csv
  run -0 --separate-stderr ta-report in.csv
  [ "${lines[0]}" = received,open,answered,past_target,median_days,p90_days,in_target,oldest_open ]
  # days 3 5 6 18 19; three of five in target; R5 is the oldest that is open
  [ "${lines[1]}" = 10,5,5,2,6,19,60.0,2026-11-03 ]
  [ "${#lines[@]}" = 2 ]
  grep -v '^R9,' in.csv | ta-report -q --measure median_days --measure in_target | diff - <(printf '%s\n' median_days,in_target 6,50.0)
}

@test "a row a group: choices in the policy's order, blanks last, by their slugs" {
  requests >in.csv
  run -0 --separate-stderr ta-report --by role --measure received --measure answered --total in.csv
  printf '%s\n' role,received,answered attorney,6,4 paralegal,2,1 case-manager,1,0 ,1,0 '*,10,5' | diff - <(echo "$output")
}

@test "weeks are those of ISO 8601, at the ends of years, too, and the day is the office's" {
  requests >in.csv
  run -0 --separate-stderr ta-report --by week --measure received in.csv
  # the first hour of a Monday in New York is still Sunday in Los Angeles
  printf '%s\n' week,received 2026-W40,2 2026-W41,1 2026-W45,2 2026-W47,1 2026-W53,3 | diff - <(echo "$output")
  # shellcheck disable=SC2154 # run sets it
  [ "$stderr" = "ta-report: 10 read, 9 counted, 1 without a day in 'received'" ]
  ta-report -q --by month --measure received in.csv |
    diff - <(printf '%s\n' month,received 2026-10,3 2026-11,3 2026-12,1 2027-01,2)
  ta-report -q --by quarter --measure received in.csv |
    diff - <(printf '%s\n' quarter,received 2026-Q4,7 2027-Q1,2)
}

@test "--on answered groups by the day of the answer" {
  requests >in.csv
  run -0 --separate-stderr ta-report --by month --on answered --measure received --measure median_days in.csv
  printf '%s\n' month,received,median_days 2026-10,2,5 2026-11,2,18 2027-01,1,3 | diff - <(echo "$output")
  [ "$stderr" = "ta-report: 10 read, 5 counted, 5 without a day in 'answered'" ]
}

@test "a list counts under each item, which is said; the total is of records" {
  requests >in.csv
  run -0 --separate-stderr ta-report --by topics --measure received --total in.csv
  printf '%s\n' topics,received t-visa,3 benefits,2 civil,7 ,1 '*,10' | diff - <(echo "$output")
  [[ $stderr == *"10 counted; the rows add up to more than that, since a list counts under each of its items" ]]
  # none has two topics: nothing to say
  grep -v ';' in.csv | ta-report --by topics --measure received 2>&1 >/dev/null |
    diff - <(echo 'ta-report: 8 read, 8 counted')
}

@test "both ends of --since and --until count" {
  requests >in.csv
  ta-report -q --since 2026-10-02 --until 2026-11-02 --measure received in.csv | diff - <(printf '%s\n' received 3)
  ta-report -q --until 2026-10-01 --measure received in.csv | diff - <(printf '%s\n' received 1)
  run -2 ta-report --since 2026-11-02 --until 2026-11-01 in.csv
  [ "$output" = 'ta-report: --since is a day after --until, so no record could count' ]
}

@test "a measure of nothing is blank, and no group is no row" {
  requests >in.csv
  { head -1 in.csv; grep '^R5' in.csv; } >one.csv
  ta-report -q --by role one.csv | diff - <(
    echo role,received,open,answered,past_target,median_days,p90_days,in_target,oldest_open
    echo paralegal,1,1,0,1,,,,2026-11-03
  )
  head -1 in.csv >none.csv
  for format in csv yaml jsonl; do
    ta-due -q -t $format -o none none.csv
    ta-report -q -t csv --by role --by ta_due_status --measure received --measure median_days none |
      diff - <(echo role,ta_due_status,received,median_days)
    ta-report -q -t csv --by role --measure received --measure median_days --total none |
      diff - <(printf '%s\n' role,received,median_days '*,0,')
    ta-report -q -t csv --measure received --measure in_target none | diff - <(printf '%s\n' received,in_target 0,)
    ta-report -q -t csv board none | diff - <(ta-due -q none.csv | ta-prioritize -q --columns board 2>/dev/null ||
      echo ta_due,ta_days_left,ta_due_status,assignee,ta_queue,role,document,deadline,name,organization,ta_facts,id)
  done
}

@test "the same figures of every format, in every format" {
  requests >in.csv
  ta-due -q in.csv -o due.csv
  ta-report -q --by topics --by month --total due.csv >wanted
  [ "$(wc -l <wanted)" -gt 8 ]
  for from in csv yaml jsonl; do
    ta-due -q -t $from -o in due.csv
    ta-report -q --by topics --by month --total -t csv in | same wanted /dev/stdin
    for to in csv yaml jsonl; do
      # what is written can be read by others: Miller makes the same CSV of it
      ta-report -q --by topics --by month --total -t $to in >out
      case $to in
      csv) mv out got ;;
      jsonl) mlr --ijsonl --ocsv cat out >got ;;
      yaml) awk '/^---/ { if (NR > 1) print ""; next } { print }' out | mlr --ixtab --ips ': ' --ocsv put '
        for (k, v in $*) { $[k] = gsub(string(v), "^\047|\047$", "") }' >got ;;
      esac
      same wanted got
    done
  done
  ta-report -q --by role --measure received -t text due.csv | diff - <(
    printf '%s\n' 'role          received' 'attorney             6' 'paralegal            2' 'case-manager         1' '                     1'
  )
}

@test "values are as they compare: choices by slug, addresses in any case, write-ins as other, numbers as numbers" {
  printf '%s\n' id,received,email,role,assistance,topics,courses_passed,ta_days_left,organization,document \
    '1,2026-11-02,A@Example.org,Case Manager,x,other: my trafficker;T Visa,T Visas Part 1,10, Our House,None' \
    '2,2026-11-02T23:30:00-08:00,a@example.org,case-manager,x,other: else;other,t-visas-part-1;odd one,-2,Our House ,' \
    '3,2026-11-03T02:00:00-05:00,b@example.org,nobody,x,t-visa,,9,our house,N/A' \
    '4,soon,,attorney,x,;,,,N/A,T_Visa RFE' >in.csv
  rows() { ta-report -q --by "$1" --measure answered in.csv | sed '1d; s/,0$//'; }
  diff <(rows role) <(printf '%s\n' attorney case-manager nobody)
  diff <(rows email) <(printf '%s\n' a@example.org b@example.org '')
  # at two in New York it is the evening before at the office
  diff <(rows received | sort) <(printf '%s\n' 2026-11-02 soon)
  diff <(rows topics) <(printf '%s\n' t-visa other '')
  diff <(rows courses_passed) <(printf '%s\n' odd-one t-visas-part-1 '')
  diff <(rows ta_days_left) <(printf '%s\n' -2 9 10 '')
  diff <(rows organization) <(printf '%s\n' N/A 'Our House' 'our house')
  # words for nothing are blank
  diff <(rows document) <(printf '%s\n' t-visa-rfe '')
  diff <(ta-report -q --by topics --by role --measure answered in.csv | sed 1d) <(
    printf '%s\n' t-visa,case-manager,0 t-visa,nobody,0 other,case-manager,0 ,attorney,0)
}

@test "what ta-due does not write counts for nothing, which is said without its words" {
  requests | sed 's/,finished,5,yes/,finished,zq7 days,yes/; s/,past-target,,/,zq7,,/; s/,18,no/,18,zq7/' >in.csv
  run -1 --separate-stderr ta-report in.csv
  [ "${lines[1]}" = 10,4,5,1,6,19,75.0,2026-11-16 ]
  [[ $stderr == *"in.csv:2: row 2: id R1: ta_days_taken: it is nothing that ta-due writes, and counts for nothing; run ta-due again [not-of-ta-due]"* ]]
  [[ $stderr == *"id R4: ta_in_target: "* && $stderr == *"id R5: ta_due_status: "* && $stderr == *"10 read, 10 counted, 3 not decided" ]]
  [[ $stderr != *zq7* ]]
}

@test "a column that is missing, or is nobody's: status 2 and a sentence" {
  requests | mlr --csv cut -x -f ta_due_status,ta_days_taken,ta_in_target,assignee >in.csv
  run -2 ta-report --measure open in.csv
  [ "$output" = "ta-report: in.csv: the column 'ta_due_status' is missing; put ta-due before this tool in the pipe" ]
  run -2 ta-report --by ta_queue --measure received in.csv
  [ "$output" = "ta-report: in.csv: the column 'ta_queue' is missing; put ta-route before this tool in the pipe" ]
  # a field of the policy is blank then
  run -0 ta-report -q --by assignee --measure received --measure answered in.csv
  [ "${lines[1]}" = ,10,5 ]
  run -2 ta-report --by rol --measure received in.csv
  [ "$output" = "ta-report: in.csv: 'rol' is not a column or a period; did you mean 'role'?" ]
  run -2 ta-report --by quartr --measure received in.csv
  [ "$output" = "ta-report: in.csv: 'quartr' is not a column or a period; did you mean 'quarter'?" ]
  run -2 ta-report --measure recieved in.csv
  [ "$output" = "ta-report: 'recieved' is not a measure; did you mean 'received'?" ]
  run -2 ta-report --on facts --measure received in.csv
  [ "$output" = "ta-report: --on: expected a field with a date, but 'facts' is none" ]
  run -2 ta-report --on recieved --measure received in.csv
  [ "$output" = "ta-report: 'recieved' is not a field of this policy; did you mean 'received'?" ]
  run -2 ta-report --since 2026-02-30 in.csv
  [ "$output" = 'ta-report: --since: expected a date such as 2026-11-24' ]
  run -2 ta-report --by received in.csv
  [ "$output" = "ta-report: the table would have two columns 'received'; --by says which groups it has, --measure which measures" ]
  sed '1s/status/role/' in.csv >twice.csv
  run -2 ta-report --by role --measure received twice.csv
  [ "$output" = "ta-report: twice.csv: there are two columns 'role'" ]
}

@test "--on without a week, a month, a quarter or an end: said, and all are counted" {
  requests >in.csv
  run -0 --separate-stderr ta-report --on answered --measure received in.csv
  [ "${lines[1]}" = 10 ]
  [[ $stderr == *'ta-report: --on has no effect without a week, month or quarter, --since or --until'* ]]
  run -0 --separate-stderr ta-report --on answered --since 1970-01-01 --measure received in.csv
  [ "${lines[1]}" = 5 ]
  [[ $stderr != *'no effect'* ]]
}

@test "board: the open requests, the late first, each in the order of the queue" {
  {
    echo id,received,email,role,assistance,status,answered,facts,ta_rank,ta_due,ta_due_status,ta_days_taken,ta_in_target
    echo B1,2026-11-02,,,,,,one two,1,2026-12-01,on-track,,
    echo B2,2026-11-02,,,,,,,2,2026-11-20,past-due,,
    echo B3,2026-11-02,,,,merged,,,3,,finished,,
    echo B4,2026-11-02,,,,answered,2026-11-09,,4,,finished,5,yes
    echo B5,2026-10-02,,,,,,,5,2026-10-20,past-target,,
    echo B6,2026-11-02,,,,,,,6,,none,,
  } >in.csv
  ta-report -q board --columns id,ta_due_status in.csv |
    diff - <(printf '%s\n' id,ta_due_status B2,past-due B5,past-target B1,on-track B6,none)
  # the columns are those of its view
  ta-report -q board in.csv | diff - <(ta-report -q board --columns board in.csv)
  [ "$(ta-report -q board in.csv | head -1)" = ta_due,ta_days_left,ta_due_status,assignee,ta_queue,role,document,deadline,name,organization,ta_facts,id ]
  [ "$(ta-report -q board -t jsonl in.csv | sed -n 3p | jq -r .ta_facts)" = 'one two' ]
  # with groups or measures it is a table; what is merged is in none
  ta-report -q board --by ta_due_status --measure received in.csv |
    diff - <(printf '%s\n' ta_due_status,received finished,1 none,1 on-track,1 past-due,1 past-target,1)
  ta-report -q board --since 2026-11-01 --columns id in.csv | diff - <(printf '%s\n' id B2 B1 B6)
}

@test "a report's name, a file of that name, a name that is neither" {
  requests >in.csv
  cp in.csv quarter
  ta-report -q quarter in.csv | head -1 | diff - <(echo quarter,assistance,received,answered,open,median_days,p90_days,in_target)
  [ "$(ta-report -q --measure received ./quarter | tail -1)" = 10 ]
  [ "$(ta-report -q quarter --measure received --measure open quarter | tail -1)" = '*,*,9,5' ]
  # standard input, where there is the name alone
  ta-report -q quarter --by role --measure received <in.csv | diff - <(ta-report -q --by role --measure received --total in.csv)
  run -2 ta-report quartr in.csv
  [ "$output" = "ta-report: 'quartr' is not a report of this policy or a file; did you mean 'quarter'?" ]
  run -2 ta-report nothing.csv
  [ "$output" = 'ta-report: nothing.csv: cannot open the file: No such file or directory' ]
}

@test "a policy without reports has none; the examples' have their own" {
  requests >in.csv
  ta-policy | sed '/^reports:/,$d' >policy.yaml
  run -2 ta-report -p policy.yaml board in.csv
  [[ $output == *"'board' is not a report of this policy or a file"* ]]
  for name in legal-aid-clinic software-support; do
    policy=$examples/policies/$name.yaml
    ta-submit -q -p "$policy" "$examples/policies/$name.csv" 2>/dev/null >records.csv || [ "$?" -eq 1 ]
    ta-validate -q -p "$policy" records.csv | ta-due -q -p "$policy" | ta-prioritize -q -p "$policy" | ta-route -q -p "$policy" -o q.csv
    n=$(ta-report -q -p "$policy" --measure open q.csv | tail -1)
    [ "$n" -gt 5 ]
    [ "$(ta-report -q -p "$policy" board -t jsonl q.csv | wc -l)" -eq "$n" ]
    [ "$(ta-report -q -p "$policy" month q.csv | tail -1 | cut -d, -f1-3)" = "*,*,$(ta-report -q -p "$policy" --measure received q.csv | tail -1)" ]
  done
}

@test "events are no requests: a ledger with some is refused" {
  ta-submit -q -a desk.jsonl -F id=R1 -F received=2026-11-16 -F email=a@example.org -F role=attorney -F assistance=general-information -F facts=why
  [ "$(ta-report -q -t csv --measure received --measure answered desk.jsonl | tail -1)" = 1,0 ]
  ta-log -q -a desk.jsonl -i R1 answered
  run -2 ta-report --measure received desk.jsonl
  [[ $output == *'line 2 is an event; ta-submit makes records of this file'* ]]
}

@test "several files are one, parts add up, and neither blocks nor the zone of the machine matter" {
  requests >in.csv
  what='--by week --by topics --total'
  # shellcheck disable=SC2086 # options
  ta-report -q $what in.csv >wanted
  # shellcheck disable=SC2086 # options
  {
    { head -1 in.csv; sed -n '2,6p' in.csv; } >a.csv
    { head -1 in.csv; sed -n '7,$p' in.csv; } >b.csv
    ta-report -q $what b.csv a.csv | same wanted /dev/stdin
    for size in 1 7 4095; do
      pieces $size ta-report -q $what <in.csv | same wanted /dev/stdin
    done
    (cd / && TZ=Pacific/Kiritimati LC_ALL=C.UTF-8 ta-report -q $what "$OLDPWD/in.csv") | same wanted /dev/stdin
  }
  for part in 1/3 2/3 3/3; do
    ta-report -q --shard $part --measure received in.csv | tail -1
  done | awk "{ n += \$1 } END { print n }" | diff - <(echo 10)
}
