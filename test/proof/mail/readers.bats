#!/usr/bin/env bats
# Drafts as programs that read mail read them: plain ones, and those of which every value is hostile.

# shellcheck disable=SC1003 # a backslash as a value

load ../../helper

here=$BATS_TEST_DIRNAME
data=$here/../../data

setup_file() {
  export HOME=$BATS_FILE_TMPDIR
  cd "$HOME" || return 1
  # every field that a letter may have is in the letters, and one in the subject
  {
    ta-policy | awk '/^replies:/ { off = 1; next } /^[a-z]/ { off = 0 } !off'
    cat <<'EOT'
replies:
  from: {name: "Dësk, of \"the\" <Office>", email: ta@example.org}
  subject: "[{id}] About {organization}"
  greeting: ["Dear {name},", "Hello,"]
  closing: "Yours\nthe desk"
  rules:
    - {id: done, when: {is: finished}, draft: none}
    - {id: all, text: "{facts}\n\n{organization}\n\n{asks}"}
EOT
  } >policy.yaml
  jq -cn --args '
    $ARGS.positional | to_entries[] | .value as $value | {id: "R\(.key)", received: "2026-11-20", email: "a\(.key)@example.org",
      role: "paralegal", supervisor_email: "s\(.key)@example.org", supervisor_role: "attorney", assistance: "case-consultation",
      name: $value, organization: $value, facts: ($value + $value)}, {id: "Ü\(.key)", received: "2026-11-20",
      email: "u\(.key)@example.org", role: "attorney", assistance: "case-consultation", facts: $value}' -- \
    $'x\nBcc: evil@example.org' $'x\r\nBcc: evil@example.org\r\n\r\nbody' $'\rBcc: e@example.org\r' '=?utf-8?q?=0ABcc:_e@example.org?=' \
    '=?utf-8?b?ZXZpbA==?= <evil@example.org>, x@example.org' "$(printf 'a%.0s' {1..3000})" "$(printf 'é%.0s' {1..1500})" \
    'a b  c   d' '"; <e@example.org>, \' '😀 семья 家族' $'From me\nFrom you\n>From them' $'.\n..\n. \n' $'-- \nsig\n--x\n' \
    $'\tindented\t\tx' '(comment) <a@b.example' $'a\u2028Bcc: e@example.org\u0085Bcc: e@example.org' '=?x' 'end=' '=20=3D=' '%s%n${x}`x`' >hostile.jsonl
  cp "$data/letters/requests.jsonl" plain.jsonl
  for kind in plain hostile; do
    [ $kind = plain ] || export TA_POLICY=$PWD/policy.yaml
    ta-validate -q $kind.jsonl | ta-due -q | ta-prioritize -q | ta-route -q |
      ta-reply -q -t jsonl --maildir "$kind" -o "$kind.letters.jsonl"
  done
}

# reads READER: it finds in all drafts what ta-reply says.
reads() {
  cd "$BATS_FILE_TMPDIR" || return 1
  export HOME=$PWD
  "$here/readers.py" "$1" plain plain.letters.jsonl
  "$here/readers.py" "$1" hostile hostile.letters.jsonl
}

@test "readers: every line is as RFC 5322 has it" {
  reads bytes
  # each of the values is in a letter that was drafted
  [ "$(find "$BATS_FILE_TMPDIR/hostile/cur" -type f | wc -l)" -eq 40 ]
}

@test "readers: Python's email, without a defect" {
  reads email
}

@test "readers: Python's email, every field with every hostile value" {
  cd "$BATS_TEST_TMPDIR" || return 1
  "$here/hostile.sh"
  ta-validate -q in.jsonl | ta-due -q | ta-prioritize -q | ta-route -q -o queue.jsonl
  ta-reply -q -p policy.yaml --maildir hostile -o letters.jsonl queue.jsonl || [ "$?" -eq 1 ]
  ta-reply -q --maildir plain -o /dev/null queue.jsonl || [ "$?" -eq 1 ]
  python3 "$here/parse.py" letters.jsonl hostile/cur plain/cur
}

@test "readers: mblaze: mscan, mhdr, maddr, mshow" {
  reads mblaze
}

@test "readers: s-nail" {
  reads s-nail
}

@test "readers: notmuch: new, search, show" {
  reads notmuch
}

@test "readers: a draft with one recipient more, another text, a long line is noticed" {
  cd "$BATS_FILE_TMPDIR"
  export HOME=$PWD
  for reader in email mblaze s-nail notmuch; do
    for change in '3s/^/Bcc: e@example.org\n/' '2s/$/, e@example.org/' '/^Subject/s/$/ x/' '$s/$/x/'; do
      rm -rf bad
      cp -R plain bad
      sed -i "$change" "$(find bad/cur -type f | head -n 1)"
      run -1 "$here/readers.py" "$reader" bad plain.letters.jsonl
    done
  done
  printf 'x%.0s' {1..999} >>"$(find bad/cur -type f | head -n 1)"
  run -1 "$here/readers.py" bytes bad plain.letters.jsonl
}
