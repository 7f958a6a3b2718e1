#!/usr/bin/env bash
# start.sh BUILD: what the start of each tool costs, with one record: processor time, at
# best, beside that of true(1). More than twice true and 2 ms is a failure. The last line
# counts.
set -u

bin=$(cd "$1" && pwd)/bin || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
export TZ=UTC LC_ALL=C TA_TODAY=2026-11-24
unset TA_POLICY TA_SWITCHES

# least COMMAND: the milliseconds of processor time that true(1) and it take at best, by turns,
# so that a machine which is slow for a while is slow for both. The kernel counts in
# hundredths of a second: of 50 runs, a fifth of a millisecond shows.
least() {
  perl -e 'for (1 .. 8) {
    for $i (0, 1) {
      ($u, $s) = (times)[2, 3];
      for (1 .. 50) { system("$ARGV[$i] >/dev/null 2>&1") == 0 or die }
      ($v, $t) = (times)[2, 3];
      $spent = ($v + $t - $u - $s) * 20;
      $least[$i] = $spent if !defined $least[$i] || $spent < $least[$i];
    }
  }
  printf "%.2f %.2f\n", @least' -- "exec /bin/true" "exec $1"
}

printf '%s\n' id,received,email,role,assistance,facts \
  '1,2026-11-02,a@example.org,attorney,case-consultation,"He said, ""pay"", and she left."' >in.csv
{ "$bin/ta-validate" -q in.csv >valid.csv && "$bin/ta-due" -q valid.csv >due.csv; } || exit 2
wrong=0 tried=0
for run in "ta-submit -q in.csv" "ta-validate -q in.csv" "ta-due -q in.csv" "ta-route -q valid.csv" \
  "ta-prioritize -q due.csv"; do
  read -r true spent < <(least "$bin/$run") && [ -n "$spent" ] || exit 2
  tried=$((tried + 1))
  echo "# ${run%% *}: $spent ms, true: $true ms"
  awk -v spent="$spent" -v true="$true" 'BEGIN { exit !(spent <= 2 * true + 2) }' || wrong=$((wrong + 1))
done
echo "# $tried tools, $wrong that cost more to start than twice true and 2 ms"
[ "$wrong" -eq 0 ]
