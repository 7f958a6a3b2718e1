#!/usr/bin/env bash
#
# Makes the day's queue out of the ledger of requests, for cron or a timer.
#
#     morning.sh [--excel] [--import FOLDER [--maps MAPS]] LEDGER QUEUE [TABLE ...]
#     morning.sh [--excel]
#
# Without a ledger it is that of the current folder, with the names that README.md says:
#
#     morning.sh --import exports --maps maps desk.jsonl queue.csv people.csv
#
# A TABLE is staff's side, joined to the records by their id or address: status,
# holds, flags, assignee. Finished requests are left out of the queue, as the policy
# says which are. High volume is turned on by TA_SWITCHES=high_volume, or by the policy.
# Instead of the ledger it may be one export of a form. Lines that
# cannot be records go to QUEUE.rejects.csv. The tools are looked for in PATH, the
# policy in TA_POLICY. Options:
#
#     --excel          write a queue that Excel opens by a double click: a byte order
#                      mark, CRLF, and no cell that would be run as a formula
#     --import FOLDER  first import the exports in this folder into the ledger, by
#                      bulk-import.sh, which has to be beside this script; before that
#                      the ledger is copied to LEDGER.Mon, or as the day is called, so
#                      that there is a copy of each of the last days
#     --maps MAPS      the folder of their maps
#
# Exit status:
#
#     0  the queue is in place
#     1  the queue is in place, but some records were rejected or could not be
#        decided, some answers are none of the form's, some export was not imported,
#        the ledger was not copied, or a row of a table met no record; the messages
#        above say which
#     2  no queue was made: the one of the day before is still there
#
# The new queue is written beside the old one and renamed at the end, so that
# whoever opens it sees either the old or the new one whole.

set -u
umask 077

say() {
  printf 'morning.sh: %s\n' "$1" >&2
}

usage() {
  printf 'usage: morning.sh [--excel] [--import FOLDER [--maps MAPS]] LEDGER QUEUE [TABLE ...]\n' >&2
  printf '       morning.sh [--excel]\n' >&2
  exit 2
}

style=()
folder=
maps=
while [ $# -gt 0 ]; do
  case $1 in
    --excel) style=(--bom --crlf --spreadsheet-safe) ;;
    --import | --maps)
      [ -n "${2-}" ] || usage
      if [ "$1" = --maps ]; then maps=$2; else folder=$2; fi
      shift
      ;;
    --)
      shift
      break
      ;;
    -*) usage ;;
    *) break ;;
  esac
  shift
done
if [ $# -eq 0 ] && [ -z "$folder$maps" ]; then
  folder=exports
  maps=maps
  set -- desk.jsonl queue.csv people.csv
fi
if [ $# -lt 2 ] || [ -z "$1" ] || [ -z "$2" ] ||
  { [ -n "$maps" ] && [ -z "$folder" ]; }; then
  usage
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
for file in "$ledger" "$@" "${TA_POLICY-}" ${maps:+"$maps"/*}; do
  if [ "$queue" -ef "$file" ]; then
    say "the queue is $file too, which is read; give it a file of its own"
    exit 2
  fi
done
if [ -e "$queue" ] && grep -aqE '^\{.*"ta_sum":"[0-9a-f]{20}"\}.?$' -- "$queue"; then
  say "the queue would replace a ledger; give it a file of its own"
  exit 2
fi

if [ -n "$folder" ] && [ "$(dirname -- "$queue")" -ef "$folder" ]; then
  say "the queue would be imported with the exports beside it; give it another folder"
  exit 2
fi

# All tools would say the same of a policy, a day or a switch that is wrong.
if ! ta-policy >/dev/null; then
  say "the queue is as it was"
  exit 2
fi

# As of -o: a symbolic link is followed and stays. Who reads the queue by its own name
# would else go on reading that of the day before.
if [ -L "$queue" ] && [ ! -e "$queue" ]; then
  say "the queue is a symbolic link that leads nowhere"
  exit 2
fi
if ! place=$(realpath -- "$queue"); then
  say "there is no folder for the queue"
  exit 2
fi

new=
trap 'rm -f -- "$new"' EXIT
trap 'exit 2' HUP INT TERM

if ! new=$(mktemp -- "$place.XXXXXX"); then
  say "cannot write beside the queue; it is as it was"
  exit 2
fi

result=0
if [ -n "$folder" ]; then
  copy=$ledger.$(LC_ALL=C date +%a)
  if [ ! -e "$ledger" ]; then
    # One that was moved away would begin anew, without what no export has.
    say "$ledger is not there, and the import begins it; if there was one, put it back and run this again"
  # Its lock is that of its writers: a copy has no half of a line.
  elif ! flock -- "$ledger" cp -- "$ledger" "$copy.new" || ! mv -fT -- "$copy.new" "$copy"; then
    say "the ledger could not be copied to $copy"
    result=1
  fi
  "$(dirname -- "$0")/bulk-import.sh" "$folder" "$ledger" ${maps:+"$maps"} >&2
  case $? in
    0) ;;
    1) result=1 ;;
    *)
      say "not all exports were imported; the queue is that of the others"
      result=1
      ;;
  esac
fi

tools=(ta-submit ta-validate ta-due ta-prioritize ta-route)
ta-submit --to csv ${joins[@]+"${joins[@]}"} --rejects "$queue.rejects.csv" -- "$ledger" |
  ta-validate |
  ta-due |
  ta-prioritize --open |
  ta-route ${style[@]+"${style[@]}"} >"$new"
statuses=("${PIPESTATUS[@]}")

# A pipe's own status is its last tool's: a first one that died would look like
# a short day. 1 is a tool that finished and has something to tell; anything
# else, a signal (above 128) included, is a tool that did not finish. The first
# of these is the reason: those behind it had too little to read. Those before it
# may have had nobody to write to (SIGPIPE, 141).
failed=
for i in "${!tools[@]}"; do
  case ${statuses[i]} in
    0) ;;
    1) result=1 ;;
    *) case $failed in
      '' | *' 141') failed="${tools[i]} failed with status ${statuses[i]}" ;;
    esac ;;
  esac
done
if [ -n "$failed" ]; then
  say "$failed; the queue is as it was"
  exit 2
fi

# Who could read the queue of the day before can read this one, and nobody else.
if [ -e "$place" ]; then
  if ! cp --attributes-only --preserve=mode,ownership -- "$place" "$new" ||
    [ "$(stat -c %g -- "$new")" != "$(stat -c %g -- "$place")" ]; then
    chmod g-rwx -- "$new" || exit 2
  fi
fi
if ! mv -fT -- "$new" "$place"; then
  say "the new queue could not be put in place"
  exit 2
fi
if [ "$result" -eq 1 ]; then
  say "the queue is in place; something above needs a look"
fi
exit "$result"
