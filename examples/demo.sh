#!/usr/bin/env bash
# The main job on the example export, shown as a table: demo.sh [FOLDER OF TOOLS]
set -u -o pipefail

here=$(cd "$(dirname "$0")" && pwd)
PATH=${1:+$(cd "$1" && pwd):}$PATH
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
export TA_TODAY=${TA_TODAY:-2026-11-24}
export TA_SWITCHES=${TA_SWITCHES-high_volume} # so that the priority groups go first

echo "ta-submit google-forms.csv | ta-validate | ta-due | ta-prioritize | ta-route" >&2
ta-submit "$here/google-forms.csv" | ta-validate -q | ta-due |
  ta-prioritize | ta-route -o "$work/queue.csv"
# 1 is a tool that is done and has something to tell: some answers are none of the form's.
for status in "${PIPESTATUS[@]}"; do [ "$status" -le 1 ] || exit 1; done

# For the eye only: of each record the columns that tell what to do with it.
ta-route -q -t yaml "$work/queue.csv" | awk '
  function show() {
    if (rank != "")
      printf "%4s  %-10s %-12s %-9s %-21s %s\n",
        rank, due, status, outcome, queue, role
  }
  BEGIN {
    printf "%4s  %-10s %-12s %-9s %-21s %s\n",
      "rank", "work by", "status", "outcome", "queue", "role"
  }
  /^---/ { show(); rank = due = status = outcome = queue = role = "" }
  { value = $2; gsub(/\047/, "", value) }
  /^ta_rank:/ { rank = value }
  /^ta_due:/ { due = value }
  /^ta_due_status:/ { status = value }
  /^ta_outcome:/ { outcome = value }
  /^ta_queue:/ { queue = value }
  /^role:/ { role = value }
  END { show() }'
