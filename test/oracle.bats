#!/usr/bin/env bats
# The second opinion of `make oracle`: its requests, and whether its comparison notices what differs.

load helper

oracle=$root/test/proof/oracle

# agreed: queue.csv and busy.csv, as tools would have to make them of 300 requests.
agreed() {
  local copy='for (name, value in $*) {
      if (name =~ "^expect_") { $[sub(name, "^expect_", "ta_")] = value == "*" ? "" : value }
    }
    $ta_refer = strip($expect_refer . ";" . $expect_refer_more);
    $ta_refer = gsub($ta_refer, "^;|;$", ""); $ta_findings = ""; $ta_route_rule = "";'
  "$oracle" 300 5 >requests.csv
  mlr -S --csv sort -f expect_order then cat -N ta_rank then \
    put "$copy"' $ta_groups = ""' requests.csv >queue.csv
  mlr -S --csv sort -f expect_order_busy then cat -N ta_rank then put "$copy" requests.csv >busy.csv
}

@test "oracle: a seed has its requests, the same each time" {
  "$oracle" 50 7 >a.csv
  "$oracle" 50 7 2026-11-24 >b.csv
  same a.csv b.csv
  [ "$(mlr --icsv --onidx count a.csv)" -eq 50 ]
  "$oracle" 50 8 >b.csv
  run ! cmp -s a.csv b.csv
  run ! "$oracle" 50 7 2026-02-30
}

@test "oracle: tools that agree differ nowhere" {
  agreed
  run -0 "$oracle" --compare queue.csv
  [ "$output" = "300 compared, 0 differ" ]
  run -0 "$oracle" --compare-busy busy.csv
  [ "$output" = "300 compared, 0 differ" ]
}

@test "oracle: each column that differs is noticed" {
  agreed
  for column in valid outcome queue cc call target due due_status days_taken in_target groups; do
    mlr -S --csv put \
      'if ($expect_'$column' != "*" && is_absent(@done)) { $ta_'$column' = "x"; @done = true }' queue.csv >other.csv
    run -1 "$oracle" --compare other.csv
    [[ $output == *"$column: expected '"*"', got 'x'"*"$column: 1 differ"*"300 compared, 1 differ" ]]
  done
  mlr -S --csv put '$ta_groups = ""' busy.csv >other.csv
  run -1 "$oracle" --compare-busy other.csv
  [[ $output == *"groups: "* ]]
}

@test "oracle: the route's referrals come first, none twice, and the others in any order" {
  agreed
  mlr -S --csv filter '$expect_refer != "" && $expect_refer_more =~ ";"' then head -n 1 then \
    put '$ta_rank = 1; $more = joinv(sort(splitax($expect_refer_more, ";"), "cr"), ";")' queue.csv >one.csv
  mlr -S --csv put '$ta_refer = $expect_refer . ";" . $more' one.csv >other.csv
  run -0 "$oracle" --compare other.csv
  mlr -S --csv put '$ta_refer = $more . ";" . $expect_refer' one.csv >other.csv
  run -1 "$oracle" --compare other.csv
  mlr -S --csv put '$ta_refer = $expect_refer' one.csv >other.csv
  run -1 "$oracle" --compare other.csv
  mlr -S --csv put '$ta_refer = $ta_refer . ";" . $expect_refer' one.csv >other.csv
  run -1 "$oracle" --compare other.csv
}

@test "oracle: two requests that have changed places, and a rank that is none" {
  agreed
  mlr -S --csv put '$ta_rank = NR == 200 ? 201 : NR == 201 ? 200 : NR' then sort -nf ta_rank queue.csv >other.csv
  run -1 "$oracle" --compare other.csv
  [[ $output == *"order: 1 differ"*"300 compared, 1 differ" ]]
  mlr -S --csv put 'NR == 100 { $ta_rank = 1 }' queue.csv >other.csv
  run -1 "$oracle" --compare other.csv
  [[ $output == *"rank: 1 differ"* ]]
}
