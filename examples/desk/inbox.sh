#!/usr/bin/env bash
#
# Adds to the ledger what people have written into files of events: a shared sheet of
# what happened, a form of that name, a queue in which `event` and `at` are filled in.
#
#     inbox.sh [--maps MAPS] [--wait SECONDS] FOLDER LEDGER
#     inbox.sh [--wait SECONDS]
#
# Without a folder it is that of the current folder, with the names that README.md says:
#
#     inbox.sh --maps maps inbox desk.jsonl
#
# The map of a file is found by its name, as map-of.sh says, which has to be beside this
# script. Beside a FILE with which something is wrong there are then, both read-only and
# made anew by every run until it is right:
#
#     FILE.rejects.csv    its rows that cannot be events, or say something without one,
#                         each with the reason
#     FILE.messages.txt   what ta-log has said of it
#
# A rejected row is corrected in FILE; for a row that was added and is wrong see ta-log(1).
# FILE stays where it is, and grows: an event that is in the ledger is passed over. A file that was changed less than 60 seconds ago (--wait) is left
# for the next run, since it may not be whole yet. An empty one is no trouble.
#
# A line a file says what became of it, on standard output. Messages are on standard
# error, and only when they are new, so that cron mails each once. Exit status:
#
#     0  all events of all files that were read are in the ledger
#     1  some rows were rejected or lack the event, or a file is no file of events
#     2  something was not done: a file could not be read, its rejects or a message not
#        be written, or the ledger not be added to; then nothing was

# shellcheck disable=SC2154 # result and operands are of desk.sh

set -u
umask 077

# shellcheck source=/dev/null # beside this script
. "$(dirname -- "$0")/desk.sh" || exit 2

usage() {
  printf 'usage: inbox.sh [--maps MAPS] [--wait SECONDS] FOLDER LEDGER\n' >&2
  printf '       inbox.sh [--wait SECONDS]\n' >&2
  exit 2
}

here=$(dirname -- "$0")
maps=
wait=60
options 'maps wait' '' "$@"
set -- ${operands[@]+"${operands[@]}"}
if [ $# -eq 0 ] && [ -z "$maps" ]; then
  maps=maps
  set -- inbox desk.jsonl
fi
case $wait in *[!0-9]*) usage ;; esac
if [ $# -ne 2 ] || [ -z "$1" ] || [ -z "$2" ]; then
  usage
fi
# A name that begins with a hyphen is no option anywhere.
folder=${1/#-/./-}
ledger=${2/#-/./-}
maps=${maps/#-/./-}

beside map-of.sh
folders "$folder" ${maps:+"$maps"}
exec 9<"$folder" || exit 2
if ! flock -w 60 9; then
  say "another run has been at work in $folder for a minute; nothing was done"
  exit 2
fi
if [ ! -e "$ledger" ]; then
  say "$ledger is not there; its requests come first, by ta-submit or morning.sh"
  exit 2
fi
# What is new is beside what is there, where mv is a change of names alone.
if ! work=$(mktemp -d -- "$folder/.new.XXXXXX" 2>/dev/null); then
  say "cannot write to $folder, where rejects are put; nothing was added"
  exit 2
fi
trap 'rm -rf -- "$work"' EXIT
trap 'exit 2' HUP INT TERM
said=$work/said
new=$work/rejects.csv
of_ledger=$work/ledger

# put NEW FILE PLACE: NEW replaces PLACE, and who may read FILE can read it.
put() {
  if chgrp --reference="$2" -- "$1" 2>/dev/null; then
    chmod --reference="$2" -- "$1"
  fi
  if ! chmod a-wx -- "$1" || ! mv -fT -- "$1" "$3"; then
    say "$3 could not be written"
    worse 2
  fi
}

# settled FILE: nobody has changed it lately. The time of its last change is the one that
# no program can set.
settled() {
  local changed age
  changed=$(stat -L -c %Z -- "$1") || return
  age=$(($(date +%s) - changed))
  [ "$age" -lt 0 ] || [ "$age" -ge "$wait" ]
}

# empty FILE: there is not one letter or digit in it, as in a new sheet.
empty() {
  local bytes
  bytes=$(tr -d ' \t\r\n,;\000\357\273\277\376\377' <"$1" | head -c 1 | wc -c) && [ "$bytes" -eq 0 ]
}

# add FILE MAP: adds its events. What is said of it is in `said`, without the summary,
# which is in `summary`; its rejects are in `new`.
add() {
  local statuses
  rm -f -- "$new"
  ta-log -a "$ledger" ${2:+-m "$2"} -r "$new" -- "$1" 2>&1 >/dev/null |
    grep -vxFf "$of_ledger" >"$said"
  statuses=("${PIPESTATUS[@]}")
  if [ "${statuses[1]}" -gt 1 ]; then
    say "the messages about $1 could not all be written; look at what was added"
    worse 2
  fi
  summary=$(tail -n 1 "$said")
  case $summary in
    'ta-log: '[0-9]*' read, '*)
      summary=${summary#ta-log: }
      sed -i '$d' "$said"
      ;;
    *) summary='could not be read' ;;
  esac
  return "${statuses[0]}"
}

# Trouble with the ledger is no file's, and is said every time.
printf 'id,event,at\n' | ta-log -q -a "$ledger" 2>"$of_ledger"
status=${PIPESTATUS[1]}
cat -- "$of_ledger" >&2 || worse 2
if [ "$status" -gt 1 ]; then
  say "nothing was added"
  exit 2
fi
worse "$status"

for file in "$folder"/*; do
  name=${file##*/}
  case $name in
    *.rejects.csv | *.messages.txt) continue ;;
    # what an editor or an office leaves beside a file is an older state of it
    *'~' | '~$'* | '#'*'#' | *.bak | *.orig | *.swp | *.tmp) continue ;;
  esac
  if [ ! -f "$file" ]; then
    [ -e "$file" ] || [ -L "$file" ] || continue
    tell "$name: passed over, since it is no file, or a link that leads to none"
    worse 1
    continue
  fi
  [ ! "$file" -ef "$ledger" ] || continue
  if ! settled "$file"; then
    tell "$name: changed a moment ago; it is left for the next run"
    continue
  fi
  map=$("$here/map-of.sh" "$file" ${maps:+"$maps"})
  status=0
  rejected=false
  if [ -r "$file" ] && empty "$file"; then
    : >"$said"
    tell "$name: empty"
  else
    was=$(look "$file")
    add "$file" "$map"
    status=$?
    if [ "$(look "$file")" != "$was" ]; then
      say "$file was changed while it was read; look at what was added, and run this again"
      worse 1
    fi
    worse "$status"
    tell "$name: $summary${map:+ (${map##*/})}"
    case $summary in *' rejected'* | *'say something without an event'*) rejected=true ;; esac
  fi
  if $rejected; then
    put "$new" "$file" "$file.rejects.csv"
  elif [ -e "$file.rejects.csv" ] && [ "$status" -le 1 ]; then
    rm -f -- "$file.rejects.csv" || worse 2
  fi
  if [ ! -s "$said" ]; then
    rm -f -- "$file.messages.txt" || worse 2
  elif ! cmp -s -- "$said" "$file.messages.txt"; then
    cat -- "$said" >&2 || worse 2
    put "$said" "$file" "$file.messages.txt"
  fi
done
exit "$result"
