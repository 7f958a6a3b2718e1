#!/usr/bin/env bats
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
