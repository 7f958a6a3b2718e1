#!/usr/bin/env bash
#
# Shows a request on one page: what is known of it, what is decided and why, and what
# happened to it.
#
#     show.sh [--all] ID [LEDGER [TABLE ...]]
#
# ID is the request's, or the beginning of it if no other request's begins so. Without a
# ledger it is that of the current folder: desk.jsonl, with people.csv if that is there.
# What decides nothing is left out, but with --all: rules that do not hold, and the days
# that are counted one by one. Fields that are blank are not shown.
#
# The page has what the requester has written. It is for staff's eyes. Exit status:
#
#     0  shown
#     1  shown, but something in the ledger or a table has to be looked at
#     2  not shown: there is no such request, there are several, or a tool has failed

# shellcheck disable=SC2154 # operands is of desk.sh

set -u
umask 077

# shellcheck source=/dev/null # beside this script
. "$(dirname -- "$0")/desk.sh" || exit 2

usage() {
  printf 'usage: show.sh [--all] ID [LEDGER [TABLE ...]]\n' >&2
  exit 2
}

all=
options '' all "$@"
set -- ${operands[@]+"${operands[@]}"}
if [ $# -eq 0 ] || [ -z "$1" ]; then
  usage
fi
id=$1
shift
if [ $# -eq 0 ]; then
  set -- desk.jsonl
  [ ! -e people.csv ] || set -- desk.jsonl people.csv
fi
ledger=$1
shift
joins=()
for table; do joins+=(--join "$table"); done

work=$(mktemp -d) || exit 2
trap 'rm -rf -- "$work"' EXIT
trap 'exit 2' HUP INT TERM

# worse STATUS: of a tool; what it has said of its trouble is there already.
worse() {
  [ "$1" -le 1 ] || exit 2
  [ "$result" -ge "$1" ] || result=$1
}

ta-submit -q -t jsonl ${joins[@]+"${joins[@]}"} -- "$ledger" >"$work/all"
worse $?

# The request may repeat another; what is not known of others does not matter here.
ta-history -q -f jsonl "$work/all" >"$work/told"
[ $? -le 1 ] || exit 2
mv -f -- "$work/told" "$work/all"

ta-log -q -i "$id" -t yaml -- "$ledger" >"$work/events"
worse $?

# The id is as JSON has it. A quote within a text is \" there, so that a key is never
# found in one.
text=${id//\\/\\\\}
text="\"id\":\"${text//\"/\\\"}"
if ! grep -F -- "$text\"" "$work/all" >"$work/record" &&
  ! grep -F -- "$text" "$work/all" >"$work/record"; then
  say 'the request cannot be shown: it is not among those that are read'
  exit 2
fi

for tool in ta-validate ta-due ta-prioritize ta-route; do
  "$tool" -q --explain -f jsonl "$work/record" >"$work/next" 2>>"$work/why"
  status=$?
  if [ "$status" -gt 1 ]; then
    cat -- "$work/why" >&2
    exit 2
  fi
  worse "$status"
  mv -f -- "$work/next" "$work/record"
done
ta-route -q -f jsonl -t yaml "$work/record" >"$work/page"
worse $?

# part OURS FILE: the fields that say something: those that the tools have decided (1), or
# the others (0). The rank is that of one request among one.
part() {
  awk -v ours="$1" '
    /^---/ { next }
    /^[^ ]/ {
      decided = /^ta_/ && !/^ta_(source|line|event)/
      shown = decided == ours && !/^ta_rank:/ && !/: (\047\047|\[\])$/
    }
    shown { print (/^at: / ? "  - " : "    ") $0 }' "$2"
}

printf 'What is known\n\n'
part 0 "$work/page"
printf '\nWhat is decided\n\n'
part 1 "$work/page"
printf '\nWhy\n\n'
awk -v all="$all" '
  { sub(/^.*: id [^ ]*: /, "") }
  all || !/^[a-z]+: [^ ]+: no: |: (business day [0-9]+|closed, weekend|on hold)$/ { print "    " $0 }' "$work/why"
printf '\nWhat happened\n\n'
grep -v '^id: ' "$work/events" >"$work/happened" || true
part 0 "$work/happened"
exit "$result"
