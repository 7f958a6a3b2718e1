#!/usr/bin/env bash
#
# Lists what may still hold the stories of requests that ta-forget has masked in the
# ledger: it alone is masked. Removes nothing.
#
#     forget.sh [LEDGER]
#
# Without a ledger it is desk.jsonl. What is looked at is the ledger's folder, and what
# the scripts of a desk make in it. Each line of standard output is a kind, the day on
# which it was last written to and the file, with blanks between.
#
#     torn     a tail that a dead writer has left
#     new      a ledger that a killed ta-forget has left; the next run removes it
#     backup   the ledger as it was before an import
#     rejects  rows that were refused, and what was said of them
#     queue    queues, letters as columns, records of events
#     draft    letters: drafts, sent ones and answers
#     page     pages that were made of a queue
#     input    what was handed in, exports and tables
#
# A backup of the whole desk on another disk has them, too, and no script can see it. Keep
# none longer than the policy's `retention`. What is forgotten comes back with a backup:
# after a restore run ta-forget again before anything else. It forgets what is old enough.
# What was forgotten by --id has to be named again: keep a list of these ids that is not in
# the backup.
#
# Exit status:
#
#     0  nothing is left
#     1  something is listed: remove what nobody needs
#     2  not looked at: a folder cannot be read, or the list cannot be written

# shellcheck disable=SC2154 # operands is of desk.sh

set -u

# shellcheck source=/dev/null # beside this script
. "$(dirname -- "$0")/desk.sh" || exit 2

usage() {
  printf 'usage: forget.sh [LEDGER]\n' >&2
  exit 2
}

options '' '' "$@"
set -- ${operands[@]+"${operands[@]}"}
[ $# -le 1 ] || usage
ledger=${1-desk.jsonl}
if [ ! -f "$ledger" ]; then
  say "$ledger is not a ledger"
  exit 2
fi
folder=$(dirname -- "$ledger")
name=${ledger##*/}
folders "$folder"

# list KIND PLACE...: the files in these places that are there, however deep.
list() {
  local kind=$1 place file day found
  shift
  for place; do
    [ -e "$place" ] || [ -L "$place" ] || continue
    [ ! "$place" -ef "$ledger" ] || continue
    found=$(find "$place" ! -type d -print) || worse 2
    while IFS= read -r file; do
      [ -n "$file" ] || continue
      day=$(date -r "$file" +%F 2>/dev/null) || day=-
      tell "$(printf '%s %s' "$kind" "$day") $file"
      worse 1
    done <<<"$found"
  done
}

shopt -s nullglob dotglob
cd -- "$folder" || exit 2
ledger=./$name
list torn "$name".torn
list new "$name".forgetting
list backup "$name".???
list rejects "$name".rejects "$name".sent.txt ./*.rejects.csv ./rejects*.csv ./*.messages.txt
list queue ./queue*.csv ./queue*.csv.?????? ./letters*.csv ./drafted*.jsonl ./by
list draft drafts letters.day sent answered
list page ./*.html
list input inbox exports people*.csv
exit "$result"
