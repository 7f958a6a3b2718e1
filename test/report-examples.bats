#!/usr/bin/env bats
# What examples/report says: the figures of other programs are those of ta-report, and the
# charts show them.

load helper

setup() {
  cd "$BATS_TEST_TMPDIR" || exit
  here=$examples/report
  ta-validate -q "$here/requests.csv" | ta-due -q | ta-prioritize -q | ta-route -q -o queue.csv
  ta-report -q quarter queue.csv >report.csv
}

@test "the statement for sqlite3 gives the report, row for row" {
  [ "$(wc -l <report.csv)" -gt 4 ]
  sqlite3 :memory: '.import --csv queue.csv queue' '.headers on' '.mode csv' ".read $here/quarter.sql" | tr -d '\r' >sql.csv
  same report.csv sql.csv
}

@test "the Miller command gives the report" {
  # shellcheck disable=SC2016 # Miller's own
  mlr --icsv --ocsv filter '$status != "merged" && $received != ""' then \
    put -q -f "$here/quarter.mlr" then sort -f quarter,assistance queue.csv >miller.csv
  mlr --csv sort -f quarter,assistance report.csv >sorted.csv
  same sorted.csv miller.csv
}

# heights CHART NUMBER: the heights of the bars of its first or second plot, the highest 1000.
heights() {
  perl -0ne '
    my ($plot) = /<g id="gnuplot_plot_'"$2"'"(.*?)(?:<g id="gnuplot_plot_|\z)/s or exit 1;
    my @bars = map { my @p = /([\d.]+),([\d.]+)/g; $p[1] - $p[5] } $plot =~ /<polygon[^>]*points = .([^>]*)/g;
    shift @bars; # of the key
    my ($most) = sort { $b <=> $a } @bars;
    print map { sprintf "%.0f\n", 1000 * $_ / $most } @bars' "$1"
}

# shares COLUMN FILE: a measure in the same way, without zeros, which have no bar.
shares() {
  mlr --icsv --onidx cut -f "$1" "$2" | awk '
    $1 > 0 { n[++k] = $1; if ($1 > most) most = $1 }
    END { for (i = 1; i <= k; i++) printf "%.0f\n", 1000 * n[i] / most }'
}

# near A B: numbers that differ by 3 at most, since a picture has whole points.
near() {
  [ -s "$1" ] && [ "$(wc -l <"$1")" -eq "$(wc -l <"$2")" ] &&
    paste "$1" "$2" | awk '($1 - $2) ^ 2 > 9 { print; bad = 1 } END { exit bad }'
}

@test "the charts are there as SVG and PNG, and their bars are the figures" {
  "$here/charts.sh" queue.csv charts
  for name in weeks days age target; do
    head -c 8 "charts/$name.png" | cmp - <(printf '\211PNG\r\n\032\n')
    grep -q '^</svg>' "charts/$name.svg"
  done
  heights charts/weeks.svg 1 >got
  shares received charts/received.csv >wanted
  near got wanted
  heights charts/weeks.svg 2 >got
  shares answered charts/answered.csv >wanted
  near got wanted
  heights charts/age.svg 1 >got
  shares open charts/open.csv >wanted
  near got wanted
  # and these are counted as the report is
  [ "$(ta-report -q --measure received queue.csv | tail -1)" = "$(mlr --icsv --onidx stats1 -a sum -f received charts/received.csv)" ]
}
