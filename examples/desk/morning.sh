#!/usr/bin/env bash
#
# Makes the day's queue out of the ledger of requests, for cron or a timer.
#
#     morning.sh [--excel] [--import FOLDER [--maps MAPS]] [--drafts FOLDER]
#                [--board FILE] LEDGER QUEUE [TABLE ...]
#     morning.sh [--excel] [--no-drafts]
#
# Without a ledger it is that of the current folder, with the names that README.md says:
#
#     morning.sh --import exports --maps maps --drafts drafts --board board.html \
#                desk.jsonl queue.csv people.csv
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
#     --drafts FOLDER  when the queue is in place, draft what is written back, in this
#                      Maildir, and log in the ledger what was drafted. Beside it there is
#                      then letters.csv, the queue with the letters as columns. A policy
#                      without `replies` has none
#     --board FILE     when the queue is in place, write the report `board` of the policy as
#                      a page, of all requests, also of those that are finished. A policy
#                      without that report has none
#     --no-drafts      draft nothing, as where the ledger can only be read
#
# Exit status:
#
#     0  the queue is in place
#     1  the queue is in place, but some records were rejected or could not be
#        decided, some answers are none of the form's, some export was not imported,
#        the ledger was not copied, a row of a table met no record, some letter
#        was not drafted or not logged, or the board is as it was; the messages above
#        say which
#     2  no queue was made: the one of the day before is still there
#
# Drafts that nobody should send as they are, since their request has changed or is finished,
# are named on standard error and in drafts.txt beside the drafts, where send.sh finds them. They
# stay.
#
# The new queue is written beside the old one and renamed at the end, so that
# whoever opens it sees either the old or the new one whole. What was drafted is in
# drafted.jsonl beside the drafts until it is logged: a run that was killed between is
# made up for by the next. desk.sh has to be beside this script.

# shellcheck disable=SC2154 # operands and result are of desk.sh

set -u
umask 077

# shellcheck source=/dev/null # beside this script
. "$(dirname -- "$0")/desk.sh" || exit 2

usage() {
  printf 'usage: morning.sh [--excel] [--import FOLDER [--maps MAPS]] [--drafts FOLDER] [--board FILE] LEDGER QUEUE [TABLE ...]\n' >&2
  printf '       morning.sh [--excel] [--no-drafts]\n' >&2
  exit 2
}

excel=
import=
maps=
drafts=
board=
no_drafts=
day=
options 'import maps drafts board' 'excel no-drafts' "$@"
set -- ${operands[@]+"${operands[@]}"}
if [ $# -eq 0 ] && [ -z "$import$maps$drafts$board" ]; then
  import=exports
  maps=maps
  drafts=drafts
  board=board.html
  set -- desk.jsonl queue.csv people.csv
fi
if [ $# -lt 2 ] || [ -z "$1" ] || [ -z "$2" ] ||
  { [ -n "$maps" ] && [ -z "$import" ]; }; then
  usage
fi
style=()
[ -z "$excel" ] || style=(--bom --crlf --spreadsheet-safe)
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

if [ -n "$board" ]; then
  for file in "$queue" "$ledger" "$@" "${TA_POLICY-}" ${maps:+"$maps"/*}; do
    if [ "$board" -ef "$file" ] || [ "$board" = "$file" ]; then
      say "the board is $file too; give it a file of its own"
      exit 2
    fi
  done
fi

[ -z "$no_drafts" ] || drafts=
if [ -n "$drafts" ]; then
  # A name that begins with a hyphen is no option anywhere, and one with "=" is a file.
  [ "${drafts#/}" != "$drafts" ] || drafts=./$drafts
  beside=$(dirname -- "$drafts")
  letters=$beside/letters.csv
  drafted=$beside/drafted.jsonl
  known=$beside/drafts.txt
  day=$beside/letters.day # the drafts as they would be made now
  for made in "$letters" "$drafted" "$known" "$day"; do
    for file in "$queue" "$ledger" "$@" "${TA_POLICY-}" ${maps:+"$maps"/*}; do
      [ -n "$file" ] || continue
      if [ "$made" -ef "$file" ] || [ "$(realpath -m -- "$made")" = "$(realpath -m -- "$file")" ]; then
        say "$file is what --drafts makes, too; give one of them another folder"
        exit 2
      fi
    done
  done
  if [ -n "$import" ] && { [ "$beside" -ef "$import" ] || [ "$drafts" -ef "$import" ]; }; then
    say "the letters would be imported with the exports beside them; give the drafts another folder"
    exit 2
  fi
fi

if [ -n "$import" ] && [ "$(dirname -- "$queue")" -ef "$import" ]; then
  say "the queue would be imported with the exports beside it; give it another folder"
  exit 2
fi

# All tools would say the same of a policy, a day or a switch that is wrong.
if ! ta-policy >/dev/null; then
  say "the queue is as it was"
  exit 2
fi
# A policy may have no letters.
[ -z "$drafts" ] || ta-policy --letters >/dev/null 2>&1 || drafts=

# A policy may have no such report. Of an empty pipe nothing is said, but of a name that is none.
[ -z "$board" ] || [ -z "$(: | ta-report board 2>&1)" ] || board=

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
styled=
all=
decided=
trap 'rm -f -- "$new" "$styled" "$all" "$decided"' EXIT
trap 'exit 2' HUP INT TERM

# Two at once would draft the same letters, and one might take what the other has to log.
if { exec 9<"$(dirname -- "$ledger")"; } 2>/dev/null && ! flock -w 600 9; then
  say "another run has been at work on this ledger for ten minutes; nothing was done"
  exit 2
fi
# Only now is the folder of today's drafts this run's own.
[ -z "$day" ] || trap 'rm -rf -- "$new" "$styled" "$all" "$decided" "$day"' EXIT

if ! new=$(mktemp -- "$place.XXXXXX"); then
  say "cannot write beside the queue; it is as it was"
  exit 2
fi

if [ -n "$import" ]; then
  copy=$ledger.$(LC_ALL=C date +%a)
  if [ ! -e "$ledger" ]; then
    # One that was moved away would begin anew, without what no export has.
    say "$ledger is not there, and the import begins it; if there was one, put it back and run this again"
  # Its lock is that of its writers: a copy has no half of a line.
  elif ! flock -- "$ledger" cp -- "$ledger" "$copy.new" || ! mv -fT -- "$copy.new" "$copy"; then
    say "the ledger could not be copied to $copy"
    result=1
  fi
  "$(dirname -- "$0")/bulk-import.sh" "$import" "$ledger" ${maps:+"$maps"} >&2
  case $? in
    0) ;;
    1) result=1 ;;
    *)
      say "not all exports were imported; the queue is that of the others"
      result=1
      ;;
  esac
fi

# log_drafted: what was drafted goes into the ledger, and is then there and nowhere else.
log_drafted() {
  if ! grep -q '{' -- "$drafted"; then
    rm -f -- "$drafted"
    return
  fi
  ta-log -a "$ledger" -- "$drafted"
  case $? in
    0) ;;
    1) result=1 ;;
    *)
      say "the ledger does not have yet which letters were drafted; $drafted has it"
      result=1
      return 1
      ;;
  esac
  rm -f -- "$drafted"
}

# Of a run that came to no end.
if [ -n "$drafts" ] && [ -e "$drafted" ] && ! log_drafted; then
  say "no letters are drafted before that is logged"
  drafts=
fi

# heads WHEN MAILDIR: of each draft that a tool has made, with tabs: when, the sum of its letter,
# which is in its Message-ID whatever a mail program calls the file; its name without flags; and
# the addresses that it goes to.
heads() {
  # shellcheck disable=SC2016 # awk expands them
  find "$2/cur" "$2/new" -type f ! -name '*:2,*T*' -print0 | LC_ALL=C xargs -0r awk -v when="$1" '
    FNR == 1 { name = FILENAME; sub(/.*\//, "", name); sub(/[,:].*/, "", name); sum = whom = "" }
    { sub(/\r$/, "") }
    /^$/ {
      if (sum != "") print when "\t" sum "\t" name "\t" whom
      nextfile
    }
    !/^[ \t]/ { header = tolower($0); sub(/:.*/, "", header) }
    header == "message-id" && match($0, /<[0-9a-f]+@/) && RLENGTH == 22 { sum = substr($0, RSTART + 1, 20) }
    header == "to" || header == "cc" {
      rest = tolower($0)
      while (match(rest, /[^ \t<>,;:"]+@[^ \t<>,;:"]+/)) {
        whom = whom " " substr(rest, RSTART, RLENGTH)
        rest = substr(rest, RSTART + RLENGTH)
      }
    }'
}

# look_at_drafts: says which of them nobody should send as they are, and keeps that for send.sh. A
# request may have become another one since, or be finished, or its address was put right. A
# person deletes a draft, and one that is left changes nothing about the queue, so it is no status.
look_at_drafts() {
  rm -rf -- "$day"
  ta-reply -q --all --maildir "$day" -o /dev/null -- "$routed"
  [ $? -le 1 ] || return
  # what a letter of today goes to is somewhere in the draft; a person may have added others
  { heads now "$day" && heads there "$drafts"; } | awk -F'\t' '
    $1 == "now" { now[$2] = $4; next }
    !($2 in now) { print $3 ": this draft is no letter of today; do not send it"; next }
    {
      n = split(now[$2], wanted, " ")
      for (i = 1; i <= n; i++)
        if (index($4 " ", " " wanted[i] " ") == 0) {
          print $3 ": this draft does not go to the addresses that its request has now"
          break
        }
    }' | LC_ALL=C sort >"$known.new"
  while IFS= read -r words; do
    say "$words"
  done <"$known.new"
  if [ -s "$known.new" ]; then
    say "README.md says what to do with such a draft"
    mv -fT -- "$known.new" "$known"
  else
    rm -f -- "$known.new" "$known"
  fi
}

# Letters are made of the queue as it is, not of what a spreadsheet gets.
last=(ta-route)
[ -n "$drafts" ] || last+=(${style[@]+"${style[@]}"})

# The board is of the finished requests, too.
keep=(cat)
if [ -n "$board" ]; then
  if ! all=$(mktemp -- "$place.XXXXXX") || ! decided=$(mktemp -- "$place.XXXXXX"); then
    say "cannot write beside the queue; it is as it was"
    exit 2
  fi
  keep=(tee -- "$all")
fi

tools=(ta-submit ta-history ta-validate ta-due "${keep[0]}" ta-prioritize ta-route)
ta-submit --to csv ${joins[@]+"${joins[@]}"} --rejects "$queue.rejects.csv" -- "$ledger" |
  ta-history |
  ta-validate |
  ta-due |
  "${keep[@]}" |
  ta-prioritize --open |
  "${last[@]}" >"$new"
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

# The queue, as people open it; ta-reply reads it as it is.
routed=$place
if [ -n "$drafts" ] && [ ${#style[@]} -gt 0 ]; then
  routed=$new
  if ! styled=$(mktemp -- "$place.XXXXXX") || { ta-route -q "${style[@]}" -- "$new" >"$styled"; [ $? -gt 1 ]; }; then
    say "the queue could not be written for a spreadsheet; it is as it was"
    exit 2
  fi
fi
ready=${styled:-$new}

# Who could read the queue of the day before can read this one, and nobody else.
if [ -e "$place" ]; then
  if ! cp --attributes-only --preserve=mode,ownership -- "$place" "$ready" ||
    [ "$(stat -c %g -- "$ready")" != "$(stat -c %g -- "$place")" ]; then
    chmod g-rwx -- "$ready" || exit 2
  fi
fi
if ! mv -fT -- "$ready" "$place"; then
  say "the new queue could not be put in place"
  exit 2
fi

# done_by TOOL ...: whether it did what it was to do, whatever it had to tell.
done_by() {
  "$@"
  [ $? -le 1 ]
}

# Those before have said what is to be said.
if [ -n "$board" ]; then
  if ! done_by ta-prioritize -q -f csv -o "$decided" -- "$all" ||
    ! done_by ta-route -q -f csv -o "$all" -- "$decided" ||
    ! done_by ta-report -q -f csv -t html -o "$board" board "$all"; then
    say "the board is as it was"
    result=1
  fi
fi

if [ -n "$drafts" ]; then
  ta-reply --maildir "$drafts" --events "$drafted" -o "$letters" -- "$routed"
  case $? in
    0) log_drafted && look_at_drafts ;;
    1)
      result=1
      log_drafted && look_at_drafts
      ;;
    *)
      say "not all letters were drafted"
      result=1
      ;;
  esac
fi

if [ "$result" -eq 1 ]; then
  say "the queue is in place; something above needs a look"
fi
exit "$result"
