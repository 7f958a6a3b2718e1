#!/usr/bin/env bash
#
# Logs in the ledger which letters have been sent, from a Maildir of what the desk sent.
#
#     sent.sh [--answered FOLDER] SENT LEDGER
#     sent.sh
#
# Without a folder those of the current folder are read, with the names that README.md says:
#
#     sent.sh --answered answered sent desk.jsonl
#
# A letter is a message from the address of the policy's `replies`, with the id of a
# request in brackets in its subject. It is no reply and was not forwarded. It is the
# letter that was drafted for this request last, up to the day on which it was sent; what
# ta-reply has drafted is in the ledger. The first such message counts, and the event is
# the `sent` of the letter's rule, at the moment of the message's Date. A message in
# the folder of --answered, to which a person moves it, is an answer: `answered`, also where
# it is a reply. What is in the ledger is passed over, also where it was taken back.
#
# It reads the headers of mail by mblaze, and changes no message. desk.sh and sent.awk have
# to be beside this script. A line on standard output says what was found. Messages are on
# standard error, but for those of the last run, which are kept in LEDGER.sent.txt. Exit
# status:
#
#     0  all letters of which something follows are in the ledger
#     1  of some messages it cannot be told; a person has to log what they were
#     2  something was not done

# shellcheck disable=SC2154 # result and operands are of desk.sh

set -u
umask 077
export LC_ALL=C

# shellcheck source=/dev/null # beside this script
. "$(dirname -- "$0")/desk.sh" || exit 2

usage() {
  printf 'usage: sent.sh [--answered FOLDER] SENT LEDGER\n' >&2
  printf '       sent.sh\n' >&2
  exit 2
}

answered=
options answered '' "$@"
set -- ${operands[@]+"${operands[@]}"}
if [ $# -eq 0 ] && [ -z "$answered" ]; then
  answered=answered
  set -- sent desk.jsonl
fi
if [ $# -ne 2 ] || [ -z "$1" ] || [ -z "$2" ]; then
  usage
fi
# A name that begins with a hyphen is no option anywhere, and one with a slash is a file.
sent=./$1
ledger=./$2
[ "${1#/}" = "$1" ] || sent=$1
[ "${2#/}" = "$2" ] || ledger=$2
[ -z "$answered" ] || [ "${answered#/}" != "$answered" ] || answered=./$answered

if [ ! -r "$(dirname -- "$0")/sent.awk" ]; then
  say "sent.awk has to be beside this script"
  exit 2
fi
if ! command -v mhdr >/dev/null || ! command -v mlist >/dev/null; then
  say "this needs mblaze, by which it reads the headers of mail"
  exit 2
fi
for place in "$sent" ${answered:+"$answered"}; do
  folders "$place" "$place/cur" "$place/new"
done
exec 9<"$sent" || exit 2
if ! flock -w 60 9; then
  say "another run has been at work in $1 for a minute; nothing was done"
  exit 2
fi
if [ ! -r "$ledger" ]; then
  say "$ledger is not there, or cannot be read"
  exit 2
fi
work=$(mktemp -d) || exit 2
trap 'rm -rf -- "$work"' EXIT
trap 'exit 2' HUP INT TERM

# The rules of letters and what follows each, and the office.
if ! ta-policy --letters >"$work/letters" || ! ta-policy >"$work/policy"; then
  exit 2
fi
zone=$(sed -n "s/^timezone: *[\"']\{0,1\}\([A-Za-z0-9_+/-]*\).*/\1/p" "$work/policy")
if [ -z "$zone" ] || ! grep -q '^From: ' "$work/letters"; then
  say "the policy's time zone, or the sender of its letters, cannot be read"
  exit 2
fi

# list FOLDER: its messages, but drafts and what was thrown away.
list() {
  local file
  mlist -dt "$1" | while IFS= read -r file; do
    if [ -r "$file" ]; then
      printf '%s\n' "$file"
    elif [ -e "$file" ]; then
      printf '%s\n' "$file" >>"$work/closed"
    fi
  done
}

# headers KIND OPTION...: of the messages that are listed, as lines of KIND, file and value,
# with tabs.
headers() {
  local kind=$1
  shift
  xargs -r -d '\n' -a "$work/list" mhdr -H "$@" | sed "s/^/$kind\t/"
}

# read_folder KIND FOLDER: what the headers of its messages say, but their Dates, which are
# seconds. mhdr ends a line only where it can read one.
read_folder() {
  list "$2" >"$work/list"
  sed "s/^/$1\t/" "$work/list"
  headers from -A -h from
  headers subject -d -h subject
  headers reply -h in-reply-to
  headers reply -h references
  headers date -D -h date | awk -F'\t' '$NF ~ /^[0-9]+$/ { print $NF "\t" $(NF - 1) }' >>"$work/dates"
}

# moments: the Dates of all messages, in their order, as the ledger has them: in the office's zone.
moments() {
  sort -n -- "$work/dates" >"$work/sorted"
  cut -f 1 "$work/sorted" | sed 's/^/@/' | TZ=$zone date -f - +%FT%T%:z | paste <(cut -f 2 "$work/sorted") - | sed 's/^/date\t/'
}

{
  read_folder sent "$sent"
  [ -z "$answered" ] || read_folder answered "$answered"
  moments
} >"$work/mail"

awk -F'\t' -v events="$work/events" -v said="$work/said" -f "$(dirname -- "$0")/sent.awk" \
  part=letters "$work/letters" part=ledger "$ledger" part=mail "$work/mail" >"$work/summary"
status=$?
[ "$status" -le 1 ] || exit 2
worse "$status"
sed -i 's/^/sent.sh: /' "$work/said" || exit 2
if [ -s "$work/closed" ]; then
  printf 'sent.sh: messages that cannot be read: %d\n' "$(wc -l <"$work/closed")" >>"$work/said"
  worse 2
fi

added=0
if [ "$(wc -l <"$work/events")" -gt 1 ]; then
  ta-log -a "$ledger" -f csv - <"$work/events" >/dev/null 2>"$work/log"
  status=$?
  worse "$status"
  added=$(sed -n '$s/^ta-log: .* read, \([0-9]*\) added.*/\1/p' "$work/log")
  grep -vE '^ta-log: [0-9]+ read, ' "$work/log" >>"$work/said"
fi
tell "${1%/}: $(cat -- "$work/summary"), ${added:-0} added"

# What was said the last time is not said again.
last=$ledger.sent.txt
: >"$work/before"
[ ! -e "$last" ] || cat -- "$last" >"$work/before"
grep -vxFf "$work/before" -- "$work/said" >&2
[ $? -le 1 ] || worse 2
if [ ! -s "$work/said" ]; then
  rm -f -- "$last" || worse 2
elif ! cmp -s -- "$work/said" "$work/before"; then
  cat -- "$work/said" >"$last" || worse 2
fi
exit "$result"
