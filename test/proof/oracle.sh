#!/usr/bin/env bash
# Do the tools decide as the program's page says? Requests that chance has made go through the pipe, without high volume
# and with it, and each column is compared with what was worked out from the page alone (oracle, beside this). The last
# line counts the requests and those of which anything differs; status 1 where one does.
#
#     oracle.sh BUILD [N [SEED]]
#
# The seed also chooses the day on which the tools work: one in the week, or one about a holiday.
set -u -o pipefail

build=$(cd "${1:-build}" && pwd) || exit 2
n=${2:-20000}
seed=${3:-1}
here=$(cd "$(dirname "$0")" && pwd) || exit 2
export PATH=$build/bin:$PATH TZ=UTC LC_ALL=C
unset TA_POLICY TA_SWITCHES TA_TODAY
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

days=(2026-11-24 2026-07-01 2028-01-03 2025-06-19 2026-11-26 2027-12-31 2024-03-09 2026-10-13)
day=${days[seed % ${#days[@]}]}

# queue SWITCH...: what the pipe makes of the requests. Status 1 is a date that cannot be read, which some have.
queue() {
  local status
  ta-validate -q -d "$day" "$@" "$work/requests.csv" | ta-due -q -d "$day" "$@" 2>/dev/null |
    ta-prioritize -q -d "$day" "$@" 2>/dev/null | ta-route -q -d "$day" "$@"
  for status in "${PIPESTATUS[@]}"; do
    [ "$status" -le 1 ] || { echo "the pipe ended with status $status" >&2; return 2; }
  done
}

"$here/oracle" "$n" "$seed" "$day" >"$work/requests.csv" || exit 2
queue >"$work/queue.csv" || exit 2
queue -s high_volume=on >"$work/busy.csv" || exit 2

differ=0
echo "== $n requests, seed $seed, on $day"
"$here/oracle" --compare "$work/queue.csv" >"$work/report" || differ=1
sed '$d' "$work/report"
echo "== the same with high volume"
"$here/oracle" --compare-busy "$work/busy.csv" >"$work/report-busy" || differ=1
sed '$d' "$work/report-busy"
tail -q -n 1 "$work/report" "$work/report-busy" |
  awk '{ compared += $1; differ += $3 } END { printf "%d compared, %d differ\n", compared, differ }'
exit "$differ"
