#!/usr/bin/env bash
# The letters in real mail: a server and mbsync carry drafts and what was sent, a mailer takes them, and four readers of mail
# read them, also those with hostile values. All of it stays on this machine, in folders that go away. The last line
# counts what ran.
#
#     run.sh BUILD
set -u

build=$(cd "${1:-build}" && pwd) || exit 2
here=$(cd "$(dirname "$0")" && pwd) || exit 2
for program in mbsync mhdr s-nail notmuch msmtp python3 bats; do
  command -v "$program" >/dev/null || { echo "there is no $program here (make deps-mail): nothing was tried" >&2; exit 2; }
done
[ -x /usr/lib/dovecot/imap ] || { echo "there is no dovecot here (make deps-mail): nothing was tried" >&2; exit 2; }
tap=$(mktemp) || exit 2
trap 'rm -f "$tap"' EXIT
TA_BUILD=$build bats --tap "$here"/*.bats 2>&1 | tee "$tap"
passed=$(grep '^ok ' "$tap" | grep -vic '# skip')
failed=$(grep -cE '^not ok |^ok .*# [sS][kK][iI][pP]' "$tap")
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -ge 11 ]
