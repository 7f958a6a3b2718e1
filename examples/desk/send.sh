#!/usr/bin/env bash
#
# Shows the drafts in a Maildir, one after the other, and sends those that a person says yes to.
#
#     send.sh [DRAFTS [SENT]]
#
# Without folders they are `drafts` and `sent` in the current folder. After "y" the draft
# that was shown goes, with the time of now as its Date, to the mailer, which is
#
#     $SENDMAIL -i -t
#
# SENDMAIL is a command, such as "msmtp -a desk"; without it msmtp, or sendmail. A draft that
# the mailer has taken is moved to SENT, a Maildir that is made where it is not there,
# and sent.sh finds it there. Any other answer leaves the draft, as a mailer that fails does.
# Ctrl-C and the end of input stop; while the mailer runs Ctrl-C waits for its end. A
# run that is killed then leaves a mark: of that draft the next run says that it may have been
# sent. desk.sh has to be beside this script. Exit status:
#
#     0  every draft was shown and, where that was wanted, sent
#     1  some draft could not be sent, or was changed meanwhile; it is still there
#     2  not all drafts were shown; those that were sent are

# shellcheck disable=SC2154 # result is of desk.sh

set -u
umask 077

# shellcheck source=/dev/null # beside this script
. "$(dirname -- "$0")/desk.sh" || exit 2

if [ $# -gt 2 ] || [[ ${1-} == --* ]]; then
  printf 'usage: send.sh [DRAFTS [SENT]]\n' >&2
  exit 2
fi
drafts=${1:-drafts}
sent=${2:-sent}
# A name that begins with a hyphen is no option anywhere.
drafts=${drafts/#-/./-}
sent=${sent/#-/./-}
if [ -z "${SENDMAIL-}" ]; then
  PATH=$PATH:/usr/sbin:/usr/lib
  SENDMAIL=$(command -v msmtp || command -v sendmail) || {
    say "there is no msmtp and no sendmail; name what sends mail in SENDMAIL"
    exit 2
  }
fi
read -ra mailer <<<"$SENDMAIL"

folders "$drafts" "$drafts/cur"
if [ "$drafts" -ef "$sent" ]; then
  say "drafts and what was sent are one folder; give two"
  exit 2
fi
mkdir -p -- "$sent/tmp" "$sent/new" "$sent/cur" || exit 2
exec 9<"$drafts" || exit 2
if ! flock -n 9; then
  say "another run is at work in $drafts; wait for its end"
  exit 2
fi
work=$(mktemp -d) || exit 2
trap 'rm -rf -- "$work"' EXIT
trap 'echo >&2; exit 2' HUP INT TERM
shown=$work/shown

# page: standard input, on a terminal page by page. A draft may have been edited anywhere, so
# nothing that a terminal obeys is shown.
page() {
  LC_ALL=C tr -d '\000-\010\013-\037\177' | LC_ALL=C sed 's/\xc2[\x80-\x9f]//g' |
    if [ -t 1 ] && command -v less >/dev/null; then
      LESSSECURE=1 less -FX
    else
      cat
    fi
}

# show: the draft, decoded where there is mblaze.
show() {
  if command -v mshow >/dev/null; then
    MBLAZE=$work mshow -n -N -h from:to:cc:bcc:subject "$shown"
  else
    cat -- "$shown"
  fi | page
}

# dated: the draft with the time of now, in its Message-ID, too: of two messages of one ID
# some mail servers keep the first only.
dated() {
  LC_ALL=C awk -v date="$(LC_ALL=C date -R)" -v second="$(date +%s)" '
    body { print; next }
    /^\r?$/ { body = 1; print "Date: " date; print; next }
    /^[ \t]/ { if (!dropped) print; next }
    { dropped = tolower($0) ~ /^date:/ }
    tolower($0) ~ /^message-id:/ { sub(/@/, "." second "@") }
    !dropped' "$shown"
}

# send DRAFT MARK: hands it to the mailer, and moves it. The mark is the copy that will be the sent one.
send() {
  local place status
  if ! dated >"$2"; then
    rm -f -- "$2"
    say "$sent cannot be written to; nothing was sent"
    return 2
  fi
  # Ctrl-C goes to all that run; the mailer has to end by itself.
  trap '' HUP INT TERM
  "${mailer[@]}" -i -t <"$2" 9<&-
  status=$?
  if [ "$status" -ne 0 ]; then
    rm -f -- "$2"
    say "the mailer ended with status $status; the draft is as it was"
    status=1
  else
    gone=$((gone + 1))
    place=$sent/cur/$(date +%s).${2##*/}:2,S
    if ! ln -T -- "$2" "$place" || ! rm -f -- "$2"; then
      say "it was sent, but could not be put into $sent; it is $2"
      status=2
    fi
    if cmp -s -- "$shown" "$1"; then
      rm -f -- "$1" || status=2
    else
      say "it was sent as it was shown; the draft was changed meanwhile, and is still there"
      status=1
    fi
  fi
  trap 'echo >&2; exit 2' HUP INT TERM
  return "$status"
}

known=$(dirname -- "$drafts")/drafts.txt
[ -r "$known" ] || known=/dev/null
left=0
gone=0
for draft in "$drafts"/cur/* "$drafts"/new/*; do
  name=${draft##*/}
  case $name in *:2,*T*) continue ;; esac
  [ -f "$draft" ] || continue
  if ! cp -- "$draft" "$shown"; then
    worse 1
    continue
  fi
  # without the number that mbsync has given it in that folder
  mark=$sent/tmp/${name%%[,:]*}
  printf '\n' || exit 2
  show || exit 2
  # what morning.sh has found, if it has
  LC_ALL=C awk -v name="${name%%[,:]*}:" '$1 == name { sub(/^[^ ]* /, ""); print "send.sh: " $0 }' "$known" >&2
  [ ! -e "$mark" ] || say "a run was cut off while it sent this draft: look whether it was sent, and if so delete the draft"
  # what was typed before the draft was shown is no answer to it
  [ ! -t 0 ] || while IFS= read -r -s -n 1 -t 0.01 answer; do :; done
  printf '\nSend it? [y/N] ' || exit 2
  if ! read -r answer; then
    printf '\n'
    worse 2
    break
  fi
  case ${answer,,} in
    y | yes) ;;
    *)
      left=$((left + 1))
      continue
      ;;
  esac
  if ! cmp -s -- "$shown" "$draft"; then
    say "the draft was changed or removed meanwhile; nothing was sent"
    worse 1
    continue
  fi
  send "$draft" "$mark"
  worse "$?"
done
printf 'send.sh: %d sent, %d left\n' "$gone" "$left"
exit "$result"
