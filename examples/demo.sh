#!/usr/bin/env bash
# The main job, from the example export to the day's queue: demo.sh [FOLDER OF TOOLS]
set -u

here=$(cd "$(dirname "$0")" && pwd)
PATH=${1:+$(cd "$1" && pwd):}$PATH
export TA_TODAY=${TA_TODAY:-2026-11-24}
export TA_SWITCHES=${TA_SWITCHES-high_volume} # so that the priority groups go first

ta-submit "$here/google-forms.csv" | ta-validate -q | ta-due | ta-prioritize | ta-route --columns desk -t text
# 1 is a tool that is done and has something to tell: some answers are none of the form's.
for status in "${PIPESTATUS[@]}"; do [ "$status" -le 1 ] || exit 1; done
