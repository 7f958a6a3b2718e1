#!/usr/bin/env bash
# hostile.sh: makes policy.yaml, whose letters have every field of the form in every place, and in.jsonl, requests in
# which each of these fields has each of the values below, in the current folder.
set -eu

values=($'x\nBcc: evil@example.org' $'x\r\nBcc: evil@example.org\r\n\r\nbody' $'\rBcc: e@example.org' '=?utf-8?q?=0ABcc:_e@example.org?='
  '"quoted\" <evil@example.org>, other@example.org' '<script>&{asks}' "$(printf 'w%.0s' {1..2000})" "$(printf 'w %.0s' {1..1000})"
  '😀 семья 家族' $'\xe2\x80\x8fעברית\xe2\x80\xae\xe2\x81\xa6' $'From me\nFrom you' $'.\n.\n'
  $'a\xe2\x80\xa8Bcc: e@example.org\xc2\x85Bcc: e@example.org\x7f\xc2\x9b' '{asks}' 'To: e@example.org' $'\t\tx' "$(printf '😀%.0s' {1..700})")

ta-policy --fields | sed -n 's/^\([a-z_]*\):.*/\1/p' >fields
every() { sed 's/.*/{&}/' fields | tr '\n' "$1"; }
{
  ta-policy | awk '/^replies:/ { off = 1; next } /^[a-z]/ { off = 0 } !off'
  printf 'replies:\n  from: {name: "Desk \\"é\\" =?x?=", email: desk@example.org}\n  subject: "%s"\n' "$(every ' ')"
  printf '  greeting: "Dear {name},"\n  closing: "%s"\n  rules: [{id: all, text: "' "$(every ' ')"
  every '~' | sed 's/~/\\n/g'
  printf '{asks} {notes} {reason} {referrals} {target} {due} {call} {copies}"}]\n'
} >policy.yaml

# shellcheck disable=SC2016 # jq's own names
jq -cnR '[inputs] as $fields | $ARGS.positional as $values | $fields[] as $field | range($values | length) as $i |
  {received: "2026-11-20", name: "Ana", email: "a@example.org", role: "paralegal", supervisor_email: "s@example.org",
    supervisor_role: "attorney", assistance: "case-consultation", facts: "May the client work while it is pending, and where?"} +
  (if $field == "email" then {} else {($field): $values[$i]} end) + {id: "\($field)-\($i)"}' \
  --args "${values[@]}" <fields >in.jsonl
