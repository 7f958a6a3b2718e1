#!/usr/bin/env bats
# The policy's own cases: rows of input columns and the columns that they must get.

load helper

# differing FILE: a line for every expect_X that is not what ta_X says.
differing() {
  mlr -S --icsv --ojsonl put -q '
    for (name, value in $*) {
      if (name =~ "^expect_" && value != "*") {
        got = $[sub(name, "^expect_", "ta_")];
        if (got != value) {
          print $case . " (" . $cites . "): " . name . " is " . got .
            ", expected " . value;
        }
      }
    }' "$1"
}

# piped SWITCHES FORMAT: the cases with these switches through the pipe, which speaks that format until its end.
piped() {
  local -x TA_SWITCHES=$1
  mlr -S --csv filter '$switches == "'"$1"'"' "$examples/cases.csv" | ta-validate -q -t "$2" | ta-due -q |
    ta-prioritize -q | ta-route -q -t csv
}

@test "every case of the policy, through the pipe as CSV" {
  for switches in '' high_volume; do
    piped "$switches" csv >out.csv
    [ "$(mlr --icsv --onidx count out.csv)" -ge 20 ]
    run differing out.csv
    echo "$output"
    [ -z "$output" ]
  done
}

@test "every case of the policy, through the pipe as YAML" {
  for switches in '' high_volume; do
    piped "$switches" yaml >out.csv
    [ "$(mlr --icsv --onidx count out.csv)" -ge 20 ]
    run differing out.csv
    echo "$output"
    [ -z "$output" ]
  done
}

@test "the comparison of cases can fail" {
  piped '' csv | sed 's/,accept,/,hold,/' >out.csv
  run differing out.csv
  [ -n "$output" ]
}

# The page's words, as the policy and the cases quote them; a case may quote a part.
@test "every case cites words that the policy cites, and every citation of the policy has a case" {
  ta-policy | perl -ne 'next unless s/^.*\bcites: //; chomp; s/\}$//; s/^"(.*)"$/$1/; print "$_\n"' | sort -u >policy
  mlr -S --icsv --onidx uniq -g cites then cut -f cites "$examples/cases.csv" >cases
  [ "$(wc -l <policy)" -ge 40 ]
  while IFS= read -r words; do
    grep -qF -- "$words" policy || { echo "the policy does not cite: $words"; return 1; }
  done <cases
  while IFS= read -r words; do
    grep -qxF -- "$words" cases || awk -v words="$words" 'index(words, $0) { found = 1 } END { exit !found }' cases ||
      { echo "no case cites: $words"; return 1; }
  done <policy
}

@test "date vectors: fifteen business days from receipt" {
  while read -r received target; do
    run ta-due --received "$received"
    [ "$output" = "$target" ]
  done <<END
2025-06-02 2025-06-24
2025-06-07 2025-06-30
2025-06-19 2025-07-11
2025-12-12 2026-01-06
2026-06-15 2026-07-08
2027-12-10 2028-01-04
2028-02-08 2028-03-01
END
}

@test "date vectors: holds pause the target" {
  while read -r holds target; do
    printf 'received,holds\n2025-06-02,%s\n' "$holds" >in.csv
    [ "$(ta-due -q in.csv | column ta_target)" = "$target" ]
  done <<END
2025-06-05/2025-06-09 2025-06-27
2025-06-02/2025-06-03 2025-06-25
2025-05-28/2025-06-02 2025-06-24
2025-07-21/2025-07-25 2025-06-24
2025-06-05/2025-06-09;2025-06-09/2025-06-10 2025-06-30
END
}

# ranks SWITCH COLUMN: each id with its rank, against what is expected.
ranks() {
  ta-prioritize -q -s "high_volume=$1" "$data/priority.csv" >ranked.csv
  mlr -S --icsv --onidx filter "\$ta_rank != \$$2" then cut -f id ranked.csv
  [ "$(column id ranked.csv | wc -l)" -eq 15 ] || echo "not all of them"
}

@test "priority: in high volume groups go first, and are not ranked" {
  [ -z "$(ranks on expect_on)" ]
  ta-prioritize -q -s high_volume "$data/priority.csv" >out.csv
  [ -z "$(mlr -S --icsv --onidx filter '$ta_groups != $expect_groups' out.csv)" ]
}

@test "priority: without high volume work-by date, receipt and id decide" {
  [ -z "$(ranks off expect_off)" ]
  [ -z "$(ta-prioritize -q "$data/priority.csv" | column ta_groups | tr -d '\n ')" ]
}

@test "priority: TA_SWITCHES speaks for the pipe, the command line over it" {
  export TA_SWITCHES='high_volume=on'
  ta-prioritize -q "$data/priority.csv" >on.csv
  ta-prioritize -q -s high_volume=off "$data/priority.csv" >off.csv
  run cmp -s on.csv off.csv
  [ "$status" -eq 1 ]
  unset TA_SWITCHES
  ta-prioritize -q "$data/priority.csv" | same - off.csv
}

@test "priority: --open leaves out what is finished, --top cuts" {
  ta-prioritize -q --open "$data/priority.csv" >open.csv
  [ "$(column id open.csv | grep -cE 'p06|p15')" -eq 0 ]
  [ "$(column id open.csv | wc -l)" -eq 13 ]
  [ "$(ta-prioritize -q -n 2 "$data/priority.csv" | column id | paste -sd' ')" = "p05 p08" ]
}

@test "high volume is a note in every request that has a target, and moves no date" {
  ta-validate -q -s high_volume "$examples/cases.csv" | ta-due -q -s high_volume >on.csv ||
    [ "$?" -eq 1 ]
  ta-validate -q "$examples/cases.csv" | ta-due -q >off.csv || [ "$?" -eq 1 ]
  same <(column ta_target on.csv) <(column ta_target off.csv)
  mlr --icsv --onidx filter '$ta_findings =~ "target-may-slip" && $ta_due_rule == "no-date"' on.csv >none
  [ ! -s none ]
  [ "$(grep -c target-may-slip on.csv)" -gt 100 ]
}

# Queues made by hand: data/priority holds QUEUE.csv and the ids in order, with
# high volume QUEUE.on and QUEUE.off.

# in_order WANTED ARGUMENTS...: ta-prioritize gives the ids of the file in order.
in_order() {
  local wanted=$1
  shift
  ta-prioritize -q "$@" >ranked
  mlr -S --icsv --onidx cut -f id ranked >ids
  same "$wanted" ids || { echo "$wanted: ta-prioritize $*"; return 1; }
  # and ranks are 1, 2, 3 …
  mlr -S --icsv --onidx cut -f ta_rank ranked >ranks
  seq "$(wc -l <"$wanted")" | same - ranks
}

# backwards FILE: its records in the opposite order.
backwards() {
  mlr -S --csv tac "$1"
}

@test "priority: the queues made by hand, in any order that they come" {
  for wanted in "$data"/priority/*.{on,off}; do
    state=${wanted##*.}
    queue=${wanted%.*}.csv
    in_order "$wanted" -s "high_volume=$state" "$queue"
    backwards "$queue" >backwards.csv
    in_order "$wanted" -s "high_volume=$state" backwards.csv
    mlr -S --csv sort -r ta_due -f received "$queue" >sorted.csv
    in_order "$wanted" -s "high_volume=$state" sorted.csv
  done
}

@test "priority: off is the default, and a switch alone is on" {
  for queue in "$data"/priority/*.csv; do
    in_order "${queue%.csv}.off" "$queue"
    in_order "${queue%.csv}.on" -s high_volume "$queue"
  done
}

@test "priority: -O leaves out the finished, -n cuts after sorting" {
  in_order "$data/priority/ends.open" -O "$data/priority/ends.csv"
  in_order "$data/priority/ends.top3" -n 3 "$data/priority/ends.csv"
  in_order "$data/priority/ends.top3" --open --top 3 "$data/priority/ends.csv"
  in_order "$data/priority/ends.off" -n 1000 "$data/priority/ends.csv"
  # none is none, and the header stays
  ta-prioritize -q -n 0 "$data/priority/ends.csv" >none || [ "$?" -eq 2 ]
  [ "$(wc -l <none)" -le 1 ]
}

@test "priority: the groups that matched are shown, all of them" {
  ta-prioritize -q -s high_volume "$data/priority/groups.csv" >out
  same <(mlr -S --icsv --onidx --ofs ' ' sort -f id then cut -o -f id,ta_groups out) - <<'END'
all-three ovc-grantee;legal-deadline;trained
another-course 
court legal-deadline
filing legal-deadline
grantee ovc-grantee
kind-without-date legal-deadline
no-deadline 
none-early 
none-late 
other-deadline 
passed trained
past-at-receipt 
taken-not-passed trained
END
}

@test "priority: as YAML the same order" {
  for queue in "$data"/priority/*.csv; do
    # no finding counts in these queues, though they lack most of the form
    ta-validate -q -t yaml "$queue" | sed "s/^ta_findings: .*/ta_findings: ''/" | ta-prioritize -q -s high_volume -t csv |
      mlr -S --icsv --onidx cut -f id | same "${queue%.csv}.on" -
  done
}
