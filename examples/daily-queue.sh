#!/usr/bin/env bash
#
# Makes the day's queue out of the ledger of requests, for cron or a timer.
#
#     daily-queue.sh LEDGER QUEUE [TABLE ...]
#
# A TABLE is staff's side, joined to the records by their id or address: status,
# holds, flags, assignee. Instead of the ledger it may be one export of a form.
# Lines that are no records go to QUEUE.rejects.csv. The tools are looked for in
# PATH, the policy in TA_POLICY. Exit status:
#
#     0  the queue is in place
#     1  the queue is in place, but some records were rejected or could not be
#        decided; the messages above say which
#     2  nothing was done: the queue of the day before is still there
#
# The new queue is written beside the old one and renamed at the end, so that
# whoever opens it sees either the old or the new one whole.

set -u
umask 077

say() {
  printf 'daily-queue.sh: %s\n' "$1" >&2
}

if [ $# -lt 2 ] || [ -z "$1" ] || [ -z "$2" ]; then
  printf 'usage: daily-queue.sh LEDGER QUEUE [TABLE ...]\n' >&2
  exit 2
fi
ledger=$1
queue=$2
shift 2
joins=()
for table; do joins+=(--join "$table"); done

# mv would put the new queue into a folder of that name and call it done.
if [ -d "$queue" ]; then
  say "the queue is a folder; give the name of a file"
  exit 2
fi

# A queue replaces what is there, and what is in a ledger or a table may be nowhere else.
for file in "$ledger" "$@"; do
  if [ "$queue" -ef "$file" ]; then
    say "the queue is $file too, which is read; give it a file of its own"
    exit 2
  fi
done
if [ -e "$queue" ] && grep -aqE '^\{.*"ta_sum":"[0-9a-f]{20}"\}.?$' -- "$queue"; then
  say "the queue would replace a ledger; give it a file of its own"
  exit 2
fi

new=
trap 'rm -f -- "$new"' EXIT
trap 'exit 2' HUP INT TERM

if ! new=$(mktemp -- "$queue.XXXXXX"); then
  say "cannot write beside the queue; it is as it was"
  exit 2
fi

tools=(ta-submit ta-validate ta-due ta-prioritize ta-route)
ta-submit --to csv ${joins[@]+"${joins[@]}"} --rejects "$queue.rejects.csv" -- "$ledger" |
  ta-validate |
  ta-due |
  ta-prioritize |
  ta-route >"$new"
statuses=("${PIPESTATUS[@]}")

# A pipe's own status is its last tool's: a first one that died would look like
# a short day. 1 is a tool that finished and has something to tell; anything
# else, a signal (above 128) included, is a tool that did not finish.
result=0
for i in "${!tools[@]}"; do
  case ${statuses[i]} in
    0) ;;
    1) [ "$result" -eq 2 ] || result=1 ;;
    *)
      say "${tools[i]} failed with status ${statuses[i]}"
      result=2
      ;;
  esac
done
if [ "$result" -eq 2 ]; then
  say "the queue is as it was"
  exit 2
fi

if ! mv -f -- "$new" "$queue"; then
  say "the new queue could not be put in place"
  exit 2
fi
if [ "$result" -eq 1 ]; then
  say "the queue is in place, but records were rejected or not decided"
fi
exit "$result"
