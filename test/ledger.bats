#!/usr/bin/env bats
# The ledger of ta-submit -a: what goes into it and what does not, how each of its
# lines is known to be whole, and which files it refuses to be.
#
# shellcheck disable=SC2012,SC2015,SC2030,SC2031
# The names of files here are our own; A && B || C is meant as written; a test is
# its own shell.

load helper

form=id,received,email,role,assistance,facts

setup_file() {
  quick
  export_of 1 2 3 >"$BATS_FILE_TMPDIR/three.csv"
}

# row ID [FACTS]: a request of a form's export.
row() {
  echo "$1,2026-11-02,a@example.org,attorney,case-consultation,${2:-why $1}"
}

# export_of ID...: a form's export with these requests.
export_of() {
  local id
  echo "$form"
  for id; do row "$id"; done
}

# long_export FROM TO [BYTES]: the same, with as many bytes of facts in each.
long_export() {
  awk -v form="$form" -v from="$1" -v to="$2" -v size="${3:-2000}" 'BEGIN {
    while (length(facts) < size) facts = facts "nothing is lost; "
    print form
    for (i = from; i <= to; i++)
      printf "%d,2026-11-02,a%d@example.org,attorney,case-consultation,%swhy\n", i, i, facts
  }'
}

# only NAME...: the folder has these files, and what go leaves.
only() {
  same <(ls -A) <(printf '%s\n' "$@" err out | sort)
}

# seal: gives each object of standard input the sum that a ledger's line has.
seal() {
  local line sum
  while IFS= read -r line; do
    line=${line%\}},
    sum=$(printf %s "$line" | sha256sum)
    printf '%s"ta_sum":"%s"}\n' "$line" "${sum:0:20}"
  done
}

# records [REGEX]: the CSV on standard input as objects, with what is not blank and
# has no name like this.
records() {
  mlr -S --icsv --ojsonl cat |
    jq -cS --arg without "${1:-^$}" 'with_entries(select(.value != "" and (.key | test($without) | not)))'
}

# feeds N: so many line ends and a word, for a cell that grows when it is JSON.
feeds() {
  head -c "$1" /dev/zero | tr '\0' '\n'
  echo end
}

# state: all that there is in the folder but for what the tests write.
state() {
  find . ! -path . ! -name out ! -name err ! -name 'state*' ! -name 'kept.*' \
    -printf '%p %y %i %m %n %u %s %T+\n' | sort
}

# What goes in

@test "append: a line a record, as ta-submit writes it with its id first, and a sum that sha256sum finds" {
  go ta-submit -q -a ledger "$examples/requests.yaml"
  ended 0
  ta-submit -q -t jsonl "$examples/requests.yaml" >records.jsonl 2>err
  [ "$(wc -l <records.jsonl)" -eq 6 ]
  same <(seal <records.jsonl) ledger
  run ! grep -c ta_sum records.jsonl
  go ta-submit -q -a forms "$examples/google-forms.csv"
  ended 1 # a few answers are none of the form's
  ta-submit -q -t jsonl "$examples/google-forms.csv" 2>err | jq -c '{id} + .' | seal >wanted
  same wanted forms
}

@test "append: the same export twice leaves the same bytes" {
  go ta-submit -a ledger "$examples/google-forms.csv"
  ended 1
  counts '70 read, 70 taken(; .*)?'
  [ "$(wc -l <ledger)" -eq 70 ]
  [ "$(ids ledger | sort -u | wc -l)" -eq 70 ]
  cp ledger before
  go ta-submit -a ledger "$examples/google-forms.csv"
  ended 0
  counts '70 read, 0 taken, 70 already there(; .*)?'
  same before ledger
}

@test "append: an export that has grown, others, and several at once, each after the last" {
  export_of 1 2 >a.csv
  export_of 1 2 3 >b.csv
  export_of 4 >c.csv
  export_of 6 5 1 >d.csv
  go ta-submit -q -a ledger a.csv
  silent 0
  cp ledger before
  go ta-submit -a ledger b.csv
  ended 0
  says 'ta-submit: 3 read, 1 taken, 2 already there'
  cmp before <(head -c "$(wc -c <before)" ledger)
  cp ledger before
  go ta-submit -q -a ledger c.csv d.csv
  silent 0
  cmp before <(head -c "$(wc -c <before)" ledger)
  holds ledger 1 2 3 4 6 5
  only a.csv b.csv before c.csv d.csv ledger
}

@test "append: from standard input, from YAML and by hand" {
  ta-submit -q -a ledger <"$BATS_FILE_TMPDIR/three.csv" >out
  printf '%s\n' '---' 'id: 4' 'received: 2026-11-03' 'role: attorney' >one.yaml
  ta-submit -q -a ledger - <one.yaml >>out
  ta-submit -q -a ledger -F id=5 -F role=attorney >>out
  [ ! -s out ]
  holds ledger 1 2 3 4 5
  [ "$(tail -1 ledger | jq -r .received)" = 2026-11-24 ]
}

@test "append: the ledger itself, and the queue that was made of it, bring nothing new" {
  go ta-submit -q -a ledger "$examples/google-forms.csv"
  ended 1
  cp ledger before
  go ta-submit -a ledger ledger
  ended 0
  counts '70 read, 0 taken, 70 already there(; .*)?'
  same before ledger
  pipe ledger >queue.jsonl 2>err
  ta-validate -q -t csv queue.jsonl >queue.csv
  head -1 queue.csv | grep -q ta_queue
  for queue in queue.jsonl queue.csv; do
    go ta-submit -a ledger $queue
    ended 0
    counts '70 read, 0 taken, 70 already there(; .*)?'
    same before ledger
  done
}

@test "append: blanks, quotes, lists, dates and long text are the same request again" {
  {
    echo 'Timestamp,Email Address,Role,Topics to be covered,Type of Assistance Needed,Facts,Odd one'
    printf '%s\n' '11/2/2026 1:30:00, A@Example.org ,Lawyer,"Civil, Ethics; a, b",Case Consultation," ""so"" {}[]\",x' \
      $'11/1/2026 1:30:00,b@example.org,attorney,"other: x; y",general information,"one\r\ntwo\t",' \
      '31/31/2026,c@example.org,Zorro,"T visas, Immigration law",?,"é 字 ,",'
    printf '11/3/2026,d@example.org,attorney,civil,case-consultation,"%s",z\n' \
      "begin$(feeds 100000)"
  } >odd.csv
  go ta-submit -q -a ledger odd.csv
  silent 1
  [ "$(wc -l <ledger)" -eq 4 ]
  cp ledger before
  go ta-submit -a ledger odd.csv
  ended 0
  counts '4 read, 0 taken, 4 already there(; .*)?'
  same before ledger
}

@test "append: what the ledger takes can be read again, however long its line is" {
  # 3 MB of cells, each as long as one may be, are 6 MB when they are JSON
  local cell
  cell=begin$(feeds 1040000)
  printf '%s\n' "$form,organization,note" "1,2026-11-02,,attorney,,\"$cell\",\"$cell\",\"$cell\"" \
    '2,2026-11-02,,attorney,,why,,' >long.csv
  [ "$(wc -c <long.csv)" -gt 3000000 ]
  go ta-submit -q -a ledger long.csv
  [ ! -s out ]
  # it may be refused, as the reject that it then is, but it may not close the ledger
  go ta-log --verify ledger
  ended 0
  go ta-submit -q -a ledger "$BATS_FILE_TMPDIR/three.csv"
  [ "$rc" -lt 2 ]
  ta-submit -q -t csv ledger | column id >ids
  grep -qx 3 ids
}

@test "append: what the ledger takes can be read again, however many names its exports have" {
  for n in 1 2 3; do
    awk -v form="$form" -v row="$(row "$n")" -v n="$n" 'BEGIN {
      for (i = 1; i <= 450; i++) { form = form ",question " n "-" i; row = row ",x" }
      print form; print row
    }' >"$n.csv"
    # the last may be refused, but what is taken is whole, and is there once
    go ta-submit -q -a ledger "$n.csv"
    [ ! -s out ]
    go ta-submit -q -a ledger "$n.csv"
    [ ! -s out ]
    [ -z "$(ids ledger | sort | uniq -d)" ] || { ids ledger; return 1; }
    go ta-log -q --verify ledger
    ended 0
  done
}

@test "append: the same bytes in any folder, zone and umask" {
  mkdir -p a b/c
  cp "$examples/google-forms.csv" a/form.csv
  cp a/form.csv b/c
  (cd a && quietly ta-submit -q -a ledger form.csv)
  (cd b && umask 0 && TZ=Asia/Tokyo quietly ta-submit -q -a ../b/ledger "$PWD/c/form.csv")
  [ "$(wc -l <a/ledger)" -eq 70 ]
  same a/ledger b/ledger
}

@test "append: a date that the form's map cannot read stays as it is, and is the same request again" {
  printf 'version: 1\ndates: dmy\n' >map.yaml
  printf '%s,deadline\n%s,11/29/2026\n' "$form" "$(row 1)" >form.csv
  go ta-submit -q -m map.yaml -a ledger form.csv
  silent 0
  cp ledger before
  go ta-submit -m map.yaml -a ledger form.csv
  ended 0
  says 'ta-submit: 1 read, 0 taken, 1 already there'
  same before ledger
}

@test "append: a name that readers take for another format is none for a ledger" {
  for name in requests.csv requests.yaml requests.yml; do
    go ta-submit -a $name "$BATS_FILE_TMPDIR/three.csv"
    refused ta-submit "$name: the name of a ledger cannot end in .*"
    [ ! -e $name ]
  done
  for name in requests.jsonl requests.ndjson requests ledger.2026; do
    ta-submit -q -a $name "$BATS_FILE_TMPDIR/three.csv"
    ta-submit -q -t csv $name | column id | grep -qx 3
  done
}

# Ids that are taken

@test "an id with other answers: a reject that names both places, and the rest goes in" {
  printf '%s\n' "$form" "$(row 1)" "$(row 2)" >a.csv
  printf '%s\n' "$form" "$(row 3 '"a canary
of two lines"')" "$(row 2 'another canary')" "$(row 4)" >b.csv
  ta-submit -q -a ledger a.csv
  cp ledger before
  go ta-submit -r rejects.csv -a ledger b.csv
  ended 1
  says 'ta-submit: b.csv:4: row 3: id [a-z0-9-]+: its id already belongs to another record, at ledger:2; it differs in facts: run this again with --amend if it is the same request, with another id if it is another \[id-taken\]' \
    'ta-submit: 3 read, 2 taken, 1 rejected'
  run ! grep canary err
  cmp before <(head -c "$(wc -c <before)" ledger)
  holds ledger 1 2 3 4
  [ "$(column id rejects.csv)" = 2 ]
  [ "$(column ta_rule rejects.csv)" = id-taken ]
  # corrected, it goes in
  cp ledger before
  mlr -S --csv put '$id = "2b"' rejects.csv >mended.csv
  go ta-submit -r again.csv -a ledger mended.csv
  ended 0
  says 'ta-submit: 1 read, 1 taken'
  cmp before <(head -c "$(wc -c <before)" ledger)
  holds ledger 1 2 3 4 2b
  [ "$(tail -1 ledger | jq -r .facts)" = 'another canary' ]
  # and with the answers that it had, it is there
  mlr -S --csv put '$facts = "why 2"' rejects.csv >mended.csv
  cp ledger before
  go ta-submit -r again.csv -a ledger mended.csv
  ended 0
  says 'ta-submit: 1 read, 0 taken, 1 already there'
  same before ledger
}

@test "an id with other answers is said even if quiet, where no file of rejects has it" {
  ta-submit -q -a ledger "$BATS_FILE_TMPDIR/three.csv"
  cp ledger before
  printf '%s\n' "$form" "$(row 2 other)" >b.csv
  go ta-submit -q -a ledger b.csv
  ended 1
  says 'ta-submit: b.csv:2: row 2: id [a-z0-9-]+: its id already belongs to another record, at ledger:2; it differs in facts: run this again with --amend if it is the same request, with another id if it is another \[id-taken\]'
  same before ledger
}

@test "an id with other answers: both places are named whole, however long the path is" {
  local part
  part=$(printf 'x%.0s' {1..200})
  mkdir -p "$part/$part"
  ta-submit -q -a "$part/$part/ledger" "$BATS_FILE_TMPDIR/three.csv"
  printf '%s\n' "$form" "$(row 3 other)" >b.csv
  go ta-submit -q -a "$part/$part/ledger" b.csv
  ended 1
  grep -qF "at $part/$part/ledger:3; it differs in facts: run this again with --amend if it is the same request, with another id if it is another [id-taken]" err
}

# one NAME=VALUE: an import of one record by hand, with this field as well.
one() {
  local field=$1 other
  set -- -F id=1
  for other in received=2026-11-02 role=attorney facts=why; do
    [ "${other%%=*}" = "${field%%=*}" ] || set -- "$@" -F "$other"
  done
  go ta-submit -q -a ledger "$@" -F "$field"
}

@test "each answer counts: another one in any field of the form is a conflict" {
  local field fields='name=Ana email=b@example.org phone=1 organization=x
    state=CA role=paralegal own_case=yes ovc_grantee=yes supervisor_name=Ben
    supervisor_email=c@example.org supervisor_phone=2 supervisor_role=attorney
    assistance=case-consultation topics=civil document=t-visa-rfe facts=how attachments=other
    deadline=2026-12-01 deadline_kind=court courses_passed=x courses_taken=x wants_call=yes
    asks_for=mentor client_location=elsewhere materials_reviewed=yes follows_prior_advice=yes'
  # with the id and the receipt, which are no answers, it is all that the form asks
  [ "$(ta-policy --fields | grep -c '^[a-z_]*:')" -eq $(($(wc -w <<<"$fields") + 2)) ]
  one facts=why
  silent 0
  cp ledger before
  one facts=why
  silent 0
  for field in $fields; do
    one "$field"
    ended 1 && grep -q "at ledger:1; it differs in ${field%%=*}: run this again with --amend .* \[id-taken\]$" err || { echo "$field"; return 1; }
    same before ledger
  done
  one received=2026-11-03
  silent 0
  same before ledger
}

@test "what staff fill in, and what the tools add, is not another answer" {
  ta-submit -q -a ledger "$BATS_FILE_TMPDIR/three.csv"
  cp ledger before
  mlr -S --csv put '$status = "on-hold"; $holds = "2026-11-02/.."; $assignee = "Ana Ruiz";
    $answered = "2026-11-20"; $ethics_flag = "review"; $overuse_flag = "cleared"' \
    "$BATS_FILE_TMPDIR/three.csv" >staff.csv
  go ta-submit -a ledger staff.csv
  ended 0
  says 'ta-submit: 3 read, 0 taken, 3 already there'
  same before ledger
  mlr -S --csv put '$ta_queue = "hotline"; $ta_due = "2026-12-01"; $ta_source = "x.csv"; $ta_line = "9"; $ta_sum = "0"' \
    "$BATS_FILE_TMPDIR/three.csv" >tools.csv
  go ta-submit -a ledger tools.csv
  ended 0
  says 'ta-submit: 3 read, 0 taken, 3 already there'
  same before ledger
}

@test "within one import: the same row twice is one record, another with its id a reject" {
  printf '%s\n' "$form" "$(row 1)" "$(row 2)" "$(row 1)" "$(row 2 other)" "$(row 3)" >a.csv
  go ta-submit -r rejects.csv -a ledger a.csv
  ended 1
  says 'ta-submit: a.csv:5: row 5: id [a-z0-9-]+: its id already belongs to another record, at a.csv:3; it differs in facts: run this again with --amend if it is the same request, with another id if it is another \[id-taken\]' \
    'ta-submit: 5 read, 3 taken, 1 already there, 1 rejected'
  holds ledger 1 2 3
  [ "$(jq -r 'select(.id == "2").facts' ledger)" = 'why 2' ]
  [ "$(column facts rejects.csv)" = other ]
}

# Failures

# fails COMMAND...: status 2 with a message; a ledger keeps its bytes, and none is
# made where there was none.
fails() {
  rm -rf ledger rejects.csv
  go "$@"
  ended 2 && [ -s err ] && [ ! -e ledger ] && [ ! -e ledger.torn ] && [ ! -e rejects.csv ] ||
    { echo "with no ledger: $*"; ls; return 1; }
  cp -p "$BATS_FILE_TMPDIR/ledger" .
  stat -c '%i %a' ledger >before
  go "$@"
  stat -c '%i %a' ledger >after
  ended 2 && [ -s err ] && same "$BATS_FILE_TMPDIR/ledger" ledger && same before after &&
    [ ! -e ledger.torn ] && [ ! -e rejects.csv ] || { echo "with a ledger: $*"; ls; return 1; }
}

@test "any failure: status 2, a ledger as it was, and no new one" {
  ta-submit -q -a "$BATS_FILE_TMPDIR/ledger" "$BATS_FILE_TMPDIR/three.csv"
  export_of 4 5 >good.csv
  { cat good.csv; echo '6,2026-11-02,"never closed'; } >unclosed.csv
  { cat good.csv; row 6 '"he said "so" and left"'; } >quote.csv
  printf '%s\n' 'id,received,role,role' '4,2026-11-02,attorney,attorney' >double.csv
  printf '%s\n' 'id,received,email,role,assistance,facts,' '4,2026-11-02,,attorney,,why,x' >unnamed.csv
  : >empty
  echo 'no: policy' >bad.yaml
  for file in unclosed.csv quote.csv empty double.csv unnamed.csv nothing.csv .; do
    fails ta-submit -r rejects.csv -a ledger good.csv "$file"
    fails ta-submit -q -a ledger "$file"
  done
  fails ta-submit -p bad.yaml -a ledger good.csv
  fails ta-submit -s no_such_switch -a ledger good.csv
  fails ta-submit -d 2026-02-30 -a ledger good.csv
  fails ta-submit -r no-such-folder/rejects.csv -a ledger good.csv
  fails ta-submit --no-such-option -a ledger good.csv
  fails ta-submit -f xml -a ledger good.csv
  fails ta-submit -a ledger -F no_such_field
  fails ta-submit -a ledger -F id=1 good.csv
  fails env TMPDIR=no-such-folder ta-submit -a ledger good.csv
  # and the good one is good
  go ta-submit -q -a ledger good.csv
  silent 0
  holds ledger 1 2 3 4 5
}

@test "a ledger where there is no folder, or of no name: status 2, nothing is made" {
  for path in no-such-folder/ledger err/ledger ''; do
    go ta-submit -a "$path" "$BATS_FILE_TMPDIR/three.csv"
    ended 2
    says "ta-submit: .*"
    only
  done
}

# What it writes may end at a limit of bytes, as it does on a full disk.
limited() {
  (
    uncounted
    trap '' XFSZ
    ulimit -f 16
    exec "$@" >out 2>err
  )
}

@test "an append that cannot be written is taken back: status 2, the ledger as it was" {
  long_export 1 5 >a.csv
  long_export 6 9 >b.csv
  ta-submit -q -a ledger a.csv
  cp ledger before
  try limited ta-submit -q -a ledger b.csv
  ended 2
  says 'ta-submit: ledger: cannot write: File too large'
  same before ledger
  # what does not even fit beside it
  long_export 6 20 >c.csv
  try limited ta-submit -q -a ledger c.csv
  ended 2
  says 'ta-submit: .*File too large'
  same before ledger
  rm ledger
  try limited ta-submit -q -a ledger c.csv
  ended 2
  only a.csv b.csv before c.csv
  cp -p before ledger
  go ta-submit -q -a ledger b.csv
  silent 0
  holds ledger 1 2 3 4 5 6 7 8 9
}

@test "a writer that dies at the limit leaves whole lines; the same command completes it" {
  long_export 1 5 >a.csv
  long_export 6 9 >b.csv
  ta-submit -q -a ledger a.csv
  rc=0
  (uncounted && ulimit -c 0 && ulimit -f 16 && exec ta-submit -q -a ledger b.csv) || rc=$?
  [ "$rc" -gt 128 ]
  [ "$(tail -c 1 ledger | wc -l)" -eq 0 ]
  go ta-submit -q -a ledger b.csv
  ended 1
  says 'ta-submit: ledger: the last line was torn when its writer died; it was moved to ledger\.torn'
  holds ledger 1 2 3 4 5 6 7 8 9
}

@test "standard files that are closed do not become the ledger's" {
  printf '%s\n' "$form" "$(row 1)" '2,2026-11-02,b@example.org,survivor,general-information,help' >a.csv
  export_of 3 >b.csv
  ta-submit -a ledger a.csv 2>&- || true
  ta-submit -a ledger b.csv <&- >&- 2>&- || true
  ta-submit -a ledger - <&- >&- 2>&- || true
  go ta-log -q --verify ledger
  ended 0
  go ta-submit -q -a ledger a.csv b.csv
  ended 0
  holds ledger 1 2 3
}

@test "a folder or a disk that takes no ledger: status 2, and what is to be done" {
  local help='you have to be allowed to read and write it and its folder: '
  mkdir desk
  ta-submit -q -a desk/old "$BATS_FILE_TMPDIR/three.csv"
  cp desk/old desk/torn
  printf '{"id":' >>desk/torn
  chmod 555 desk
  # to root every folder is open
  run=()
  if [ "$(id -u)" -eq 0 ]; then
    chown -R nobody desk
    run=(setpriv --reuid "$(id -u nobody)" --clear-groups)
  fi
  exec 7<"$BATS_FILE_TMPDIR/three.csv"
  submit() { (cd desk && exec "${run[@]}" "$(command -v ta-submit)" -q -a "$1" - <&7); }
  go submit new
  refused ta-submit "new: cannot open for appending; ${help}Permission denied"
  exec 7<"$BATS_FILE_TMPDIR/three.csv"
  go submit torn
  refused ta-submit "torn\.torn: cannot open for appending; ${help}Permission denied"
  exec 7<"$BATS_FILE_TMPDIR/three.csv"
  go submit old
  silent 0
  [ "$(ls desk)" = "$(printf '%s\n' old torn)" ]
  chmod 400 desk/old
  exec 7<"$BATS_FILE_TMPDIR/three.csv"
  go submit old
  refused ta-submit "old: cannot open for appending; ${help}Permission denied"
}

# Which files it refuses to be

@test "a new ledger is 0600 whatever the umask, and so is what it leaves beside it" {
  for mask in 000 022 077 777; do
    (umask $mask && ta-submit -q -a "ledger$mask" "$BATS_FILE_TMPDIR/three.csv")
    [ "$(stat -c %a "ledger$mask")" = 600 ] || { stat -c "$mask: %a" "ledger$mask"; return 1; }
    printf '{"id":' >>"ledger$mask"
    (umask $mask && ta-submit -q -a "ledger$mask" "$BATS_FILE_TMPDIR/three.csv") 2>err || [ $? -eq 1 ]
    [ "$(stat -c %a "ledger$mask.torn")" = 600 ] || { stat -c "$mask: %a" "ledger$mask.torn"; return 1; }
    holds "ledger$mask" 1 2 3
  done
}

# refuses PATH WHY [FILE...]: it cannot be the ledger; no file has changed, and there
# are neither more nor other modes, sizes and times.
refuses() {
  local path=$1 why=$2 file
  shift 2
  state >state.before
  for file; do cp "$file" "kept.$file"; done
  go timeout 5 ta-submit -a "$path" "$BATS_FILE_TMPDIR/three.csv"
  state >state.after
  ended 2 && says "ta-submit: $path: $why" && same state.before state.after || return 1
  for file; do same "kept.$file" "$file" && rm "kept.$file" || return 1; done
}

cannot='this cannot be the ledger: '

@test "refused: a symbolic link, whether it leads anywhere or not" {
  ta-submit -q -a real "$BATS_FILE_TMPDIR/three.csv"
  export_of 4 >more.csv
  ln -s real link
  refuses link "$cannot.*symbolic link" real
  ln -s nowhere loose
  refuses loose "$cannot.*symbolic link"
  [ -L loose ]
  ln -s link twice
  refuses twice "$cannot.*symbolic link" real
  # one on the way to it is the user's own affair
  mkdir folder
  ln -s folder way
  go ta-submit -q -a way/ledger more.csv
  silent 0
  holds folder/ledger 4
}

@test "refused: a file that is not a regular one" {
  mkfifo pipe
  refuses pipe "$cannot.*not a regular file"
  [ -p pipe ]
  mkdir folder
  refuses folder '.*[Dd]irectory'
  [ -z "$(ls -A folder)" ]
  go ta-submit -q -a /dev/null "$BATS_FILE_TMPDIR/three.csv"
  ended 2
  says "ta-submit: /dev/null: .*"
  go ta-submit -q -a /dev/full "$BATS_FILE_TMPDIR/three.csv"
  ended 2
}

@test "refused: a file with another name" {
  ta-submit -q -a ledger "$BATS_FILE_TMPDIR/three.csv"
  ln ledger copy
  refuses ledger "$cannot.*hard link.*" ledger
  refuses copy "$cannot.*hard link.*" ledger
  rm copy
  go ta-submit -q -a ledger "$BATS_FILE_TMPDIR/three.csv"
  silent 0
}

@test "refused: a file that others may read, write or run" {
  ta-submit -q -a ledger "$BATS_FILE_TMPDIR/three.csv"
  for mode in 640 620 610 604 602 601 644 666; do
    chmod $mode ledger
    refuses ledger "$cannot.*chmod 600.*" ledger || { echo "mode $mode"; return 1; }
    [ "$(stat -c %a ledger)" = $mode ]
  done
  : >ledger
  refuses ledger "$cannot.*chmod 600.*"
  chmod 600 ledger
  go ta-submit -q -a ledger "$BATS_FILE_TMPDIR/three.csv"
  silent 0
  holds ledger 1 2 3
}

# Only root can give a file away; anybody else has none of his own to be asked
# about, but finds one of root's that he may not open.
@test "refused: a file of somebody else" {
  ta-submit -q -a ledger "$BATS_FILE_TMPDIR/three.csv"
  if [ "$(id -u)" -eq 0 ]; then
    chown nobody ledger
    refuses ledger "$cannot.*somebody else" ledger
    [ "$(stat -c %U ledger)" = nobody ]
    chown root ledger
  else
    stat -c '%s %Y' /etc/passwd >before
    go ta-submit -a /etc/passwd "$BATS_FILE_TMPDIR/three.csv"
    ended 2
    says 'ta-submit: /etc/passwd: .*'
    same before <(stat -c '%s %Y' /etc/passwd)
  fi
  go ta-submit -q -a ledger "$BATS_FILE_TMPDIR/three.csv"
  silent 0
}

@test "refused: a file for torn tails that is a link, or that others may read" {
  ta-submit -q -a ledger "$BATS_FILE_TMPDIR/three.csv"
  printf '{"id":"4"' >>ledger
  echo mine >elsewhere
  ln -s elsewhere ledger.torn
  go ta-submit -q -a ledger "$BATS_FILE_TMPDIR/three.csv"
  cp ledger before
  rm ledger.torn
  for kind in 'ln -s elsewhere' 'ln -s nowhere' 'ln elsewhere' mkfifo mkdir; do
    $kind ledger.torn
    go timeout 5 ta-submit -q -a ledger "$BATS_FILE_TMPDIR/three.csv"
    ended 2
    says 'ta-submit: ledger\.torn: .*'
    same before ledger
    [ "$(cat elsewhere)" = mine ]
    only before elsewhere ledger ledger.torn
    rm -d ledger.torn
  done
  echo old >ledger.torn
  chmod 644 ledger.torn
  go ta-submit -q -a ledger "$BATS_FILE_TMPDIR/three.csv"
  ended 2
  same before ledger
  [ "$(cat ledger.torn)" = old ]
  chmod 600 ledger.torn
  go ta-submit -q -a ledger "$BATS_FILE_TMPDIR/three.csv"
  ended 1
  holds ledger 1 2 3
}

# Torn tails

@test "a torn tail is moved, that is said even if quiet, status 1, and the next record is whole" {
  export_of 4 >four.csv
  long_export 5 5 200000 >five.csv
  ta-submit -q -a whole "$BATS_FILE_TMPDIR/three.csv"
  ta-submit -q -a long five.csv
  for tail in '{"id":"9","fac' '}' ' ' "$(tail -1 whole | head -c -2)" "$(head -c 150000 long)"; do
    rm -f ledger ledger.torn
    cp -p whole ledger
    printf %s "$tail" >>ledger
    cp ledger before
    go ta-submit -q -a ledger four.csv
    ended 1
    says 'ta-submit: ledger: the last line was torn when its writer died; it was moved to ledger\.torn'
    holds ledger 1 2 3 4
    cmp whole <(head -c "$(wc -c <whole)" ledger)
    same <(printf '%s\n' "$tail") ledger.torn
    go ta-submit -q -a ledger four.csv
    silent 0
  done
  # another one behind it, and the same export brings back what was lost
  rm ledger ledger.torn
  head -c -40 whole >ledger
  go ta-submit -q -a ledger "$BATS_FILE_TMPDIR/three.csv"
  ended 1
  holds ledger 1 2 3
  printf 'x\0y' >>ledger
  go ta-submit -q -a ledger four.csv
  ended 1
  holds ledger 1 2 3 4
  same <(tail -1 whole | head -c -40; printf '\nx\0y\n') ledger.torn
  only before five.csv four.csv ledger ledger.torn long whole
}

@test "a last line that fits its sum has lost nothing but its end, and gets it" {
  export_of 4 >four.csv
  ta-submit -q -a whole "$BATS_FILE_TMPDIR/three.csv"
  for end in '' '\r'; do
    rm -f ledger
    # shellcheck disable=SC2059 # the end is a format
    (head -c -1 whole && printf "$end") >ledger
    cp ledger before
    go ta-log --verify ledger
    ended 0
    says 'ta-log: 3 read, 3 intact'
    go ta-submit -q -t jsonl ledger
    clean 0
    [ "$(jq -r .id out | paste -sd' ')" = '1 2 3' ]
    go ta-validate -q -f jsonl ledger
    [ "$(wc -l <out)" -eq 3 ]
    go ta-submit -a ledger four.csv "$BATS_FILE_TMPDIR/three.csv"
    ended 0
    says 'ta-submit: ledger: the last line had lost its line end; it has one again' \
      'ta-submit: 4 read, 1 taken, 3 already there'
    cmp before <(head -c "$(wc -c <before)" ledger)
    holds ledger 1 2 3 4
    go ta-submit -q -a ledger four.csv
    silent 0
  done
  only before four.csv ledger whole
  # one alone, and one that an editor has given CRLF
  head -n 1 whole | head -c -1 >ledger
  go ta-submit -q -a ledger four.csv
  silent 0
  holds ledger 1 4
  sed 's/$/\r/' whole | head -c -2 >ledger
  go ta-submit -q -a ledger four.csv
  silent 0
  holds ledger 1 2 3 4
}

@test "refused: a ledger whose line ends are gone, or are others, keeps its bytes" {
  local sentence='what follows the last line end is more than one torn line, .*; nothing was changed'
  ta-submit -q -a whole "$BATS_FILE_TMPDIR/three.csv"
  tr '\n' '\r' <whole >cr
  tr -d '\n' <whole >none
  tr '\n' ' ' <whole >blanks
  { head -n 1 whole; tail -n +2 whole | tr '\n' '\r' | head -c -60; } >some
  { cat whole; tail -n 1 whole | tr -d '\n'; echo -n '{"id":"9'; } >glued
  sed 's/,"ta_sum.*/}/' whole | tr '\n' '\r' >unsealed
  { cat whole; head -c 22000000 /dev/zero | tr '\0' x; } >long
  for kind in cr none blanks some glued unsealed long; do
    rm -f ledger
    cp $kind ledger
    refuses ledger "$sentence" ledger || { echo $kind; return 1; }
  done
  # neither does -o take it for something else
  for kind in cr some glued; do
    go ta-submit -q -o $kind "$BATS_FILE_TMPDIR/three.csv"
    refused ta-submit "$kind: this is a ledger, which is never replaced; ta-submit -a adds to it"
  done
  # with its line ends it is what it was
  tr '\r' '\n' <cr >ledger
  go ta-submit -a ledger "$BATS_FILE_TMPDIR/three.csv"
  ended 0
  says 'ta-submit: 3 read, 0 taken, 3 already there'
}

@test "a ledger whose only line is torn" {
  umask 077
  printf '{"id":"1","facts":"wh' >ledger
  go ta-log --verify ledger
  ended 1
  says 'ta-log: ledger:1:([0-9]+:)? row 1: .* \[damaged\]' 'ta-log: 1 read, 0 intact, 1 damaged'
  go ta-submit -q -a ledger "$BATS_FILE_TMPDIR/three.csv"
  ended 1
  says 'ta-submit: ledger: the last line was torn when its writer died; it was moved to ledger\.torn'
  holds ledger 1 2 3
  same <(echo '{"id":"1","facts":"wh') ledger.torn
  go ta-submit -q -a ledger "$BATS_FILE_TMPDIR/three.csv"
  silent 0
}

# Options that have no use together

@test "-o and -t cannot be combined with -a, and --verify with nothing" {
  ta-submit -q -a ledger "$BATS_FILE_TMPDIR/three.csv"
  cp ledger before
  export_of 4 >four.csv
  for words in '-o out.csv -a ledger four.csv' '-t jsonl -a ledger four.csv' '-a ledger -t csv four.csv' \
    '-a new -o out.csv -F id=4'; do
    # shellcheck disable=SC2086 # words
    go ta-submit $words
    ended 2
    says 'ta-submit: .*-a.*' || { echo "$words"; return 1; }
    same before ledger
    only before four.csv ledger
  done
  for words in '--verify -a ledger four.csv' '-a new --verify ledger' '--verify -o out.csv ledger' \
    '--verify -t csv ledger' '--verify -i 1 ledger' '--verify --undo -i 1'; do
    # shellcheck disable=SC2086 # words
    go ta-log $words
    ended 2
    says 'ta-log: .*' || { echo "$words"; return 1; }
    same before ledger
    only before four.csv ledger
  done
}

# Reading

@test "ta-submit makes of a ledger what it makes of the export" {
  quietly ta-submit -q -t csv "$examples/google-forms.csv" >export.csv
  quietly ta-submit -q -a ledger "$examples/google-forms.csv"
  ta-submit -q -t csv ledger >ledger.csv 2>err
  [ "$(column id ledger.csv | wc -l)" -eq 70 ]
  records '^ta_' <export.csv >wanted
  [ "$(jq -s 'map(length) | add' wanted)" -gt 700 ]
  records '^ta_' <ledger.csv >got
  same wanted got
  # where they came from is known as well
  same <(mlr -S --icsv --ojsonl cut -o -f id,ta_source,ta_line export.csv) \
    <(mlr -S --icsv --ojsonl cut -o -f id,ta_source,ta_line ledger.csv)
  # and so is the queue
  for input in export.csv ledger; do
    pipe $input | ta-validate -q -t csv | records >"$input.queue"
  done
  [ "$(grep -c '"ta_queue":"[a-z-]*"' ledger.queue)" -eq 70 ]
  same export.csv.queue ledger.queue
}

@test "every tool reads lines with sums, checks them, and passes none on" {
  ta-submit -q -t jsonl "$examples/google-forms.csv" 2>/dev/null | head -20 >ta-validate.jsonl
  cp ta-validate.jsonl ta-due.jsonl
  ta-validate -q ta-validate.jsonl >ta-route.jsonl
  ta-due -q ta-route.jsonl >ta-prioritize.jsonl
  for tool in ta-validate ta-due ta-prioritize ta-route; do
    seal <"$tool.jsonl" >sealed.jsonl
    [ "$(grep -c ta_sum sealed.jsonl)" -eq 20 ]
    for format in jsonl csv yaml; do
      "$tool" -q -t $format "$tool.jsonl" >wanted
      go "$tool" -q -t $format sealed.jsonl
      [ "$rc" -eq 0 ] && [ ! -s err ] && same wanted out || { echo "$tool to $format"; cat err; return 1; }
      run ! grep ta_sum out
    done
    # one that does not fit stops it, with its number
    sed '7s/"ta_line":"/&0/' sealed.jsonl >damaged.jsonl
    go "$tool" -q -o queue.jsonl damaged.jsonl
    ended 2 || { echo "$tool"; return 1; }
    says "$tool: damaged\\.jsonl:7: the line is damaged: .*"
    [ ! -e queue.jsonl ]
  done
}

# Damage

# spoilt WAY: line 3 of a ledger of five, damaged in this way.
spoilt() {
  local line
  line=$(sed -n 3p "$BATS_FILE_TMPDIR/five")
  case $1 in
  value) echo "${line/why 3/why 4}" ;;
  digit) echo "${line%?\"\}}g\"}" ;;
  capital) sed 's/.*ta_sum/\U&/; s/TA_SUM/ta_sum/' <<<"$line" ;;
  no-sum) echo "${line%,\"ta_sum*}}" ;;
  other-key) echo "${line/ta_sum/ta_sun}" ;;
  sum-first) sed -E 's/^\{(.*),("ta_sum":"[^"]*")\}/{\2,\1}/' <<<"$line" ;;
  sum-twice) sed -E 's/("ta_sum":"[^"]*")\}/\1,\1}/' <<<"$line" ;;
  key-behind) echo "${line%\}},\"note\":\"x\"}" ;;
  blank-behind) echo "$line " ;;
  blank-before) echo " $line" ;;
  two-crs) printf '%s\r\r\n' "$line" ;;
  brace) echo "${line%\}}" ;;
  cut) echo "${line:0:60}" ;;
  glued) printf '%s%s\n' "$line" "$line" ;;
  words) echo 'not JSON at all' ;;
  blanks) echo '   ' ;;
  array) echo '["1"]' ;;
  empty-object) echo '{}' ;;
  nuls) printf '%s\0\0\0%s\n' "${line:0:60}" "${line:63}" ;;
  only-nuls) head -c 300 /dev/zero && echo ;;
  bytes) printf '%s\xff\xfe\n' "$line" ;;
  no-json) printf '{"id":"3","facts":"never closed}\n' | seal ;;
  two-values) printf '{"id":"3" "4"}\n' | seal ;;
  esac
}

ways='value digit capital no-sum other-key sum-first sum-twice key-behind blank-behind
  blank-before two-crs brace cut glued words blanks array empty-object nuls only-nuls bytes
  no-json two-values'

damaged='(the line is damaged: )?[a-z].* \[damaged\]'

@test "a damaged line is said by every reader, whatever is wrong with it, and the rest is read" {
  export_of 1 2 3 4 5 >five.csv
  export_of 6 >six.csv
  ta-submit -q -a "$BATS_FILE_TMPDIR/five" five.csv
  # the sum of the test is the tool's
  same <(sed 's/,"ta_sum.*/}/' "$BATS_FILE_TMPDIR/five" | seal) "$BATS_FILE_TMPDIR/five"
  for way in $ways; do
    { head -2 "$BATS_FILE_TMPDIR/five"; spoilt "$way"; tail -2 "$BATS_FILE_TMPDIR/five"; } >ledger
    [ "$(wc -l <ledger)" -eq 5 ]
    cp ledger before
    line="ta-submit: ledger:3:([0-9]+:)? row 3: $damaged"
    echo "$way" >way
    go ta-submit -q -t jsonl ledger
    [ "$rc" -eq 1 ] && says "$line" || { echo "read, $way: $rc"; return 1; }
    same <(sed '3d; s/,"ta_sum.*/}/' before) out || { echo "read, $way"; return 1; }
    go ta-log --verify ledger
    ended 1 && says "${line/submit/log}" 'ta-log: 5 read, 4 intact, 1 damaged' || { echo "verify, $way"; return 1; }
    go ta-log -q --verify <ledger
    ended 1 && says "ta-log: standard input:3:([0-9]+:)? row 3: $damaged" ||
      { echo "verify, $way"; return 1; }
    for tool in ta-validate ta-due; do
      go "$tool" -q -f jsonl -o queue.jsonl ledger
      ended 2 && says "$tool: ledger:3:([0-9]+:)? .*" && [ ! -e queue.jsonl ] ||
        { echo "$tool, $way"; return 1; }
    done
    go ta-submit -q -a ledger six.csv
    ended 1 && says "$line" || { echo "append, $way"; return 1; }
    cmp before <(head -c "$(wc -c <before)" ledger) || return 1
    [ "$(tail -1 ledger | ids)" = 6 ]
    run ! grep -E 'why|example|never closed|JSON at all' err
    go ta-log --verify ledger
    ended 1 && says "${line/submit/log}" 'ta-log: 6 read, 5 intact, 1 damaged' || { echo "verify, $way"; return 1; }
  done
}

@test "a damaged first line, and a torn last one" {
  ta-submit -q -a whole "$BATS_FILE_TMPDIR/three.csv"
  sed '1s/why 1/why 2/' whole >ledger.jsonl
  truncate -s -5 ledger.jsonl
  go ta-submit -q -t jsonl ledger.jsonl
  [ "$rc" -eq 1 ]
  says "ta-submit: ledger\\.jsonl:1:([0-9]+:)? row 1: $damaged" \
    "ta-submit: ledger\\.jsonl:3:([0-9]+:)? row 3: $damaged"
  [ "$(ids out)" = 2 ]
  go ta-log --verify ledger.jsonl
  ended 1
  says "ta-log: ledger\\.jsonl:1:([0-9]+:)? row 1: $damaged" \
    "ta-log: ledger\\.jsonl:3:([0-9]+:)? row 3: $damaged" \
    'ta-log: 3 read, 1 intact, 2 damaged'
  # torn, the others behind it
  head -c -5 whole >ledger.jsonl
  go ta-validate -q ledger.jsonl
  [ "$rc" -eq 2 ]
  says 'ta-validate: ledger\.jsonl:3: the line is damaged: it has no end, so it was torn, or is being written'
}

@test "a first line that is longer than a block, with a damaged key of its sum" {
  { long_export 1 1 150000; row 2; } >a.csv
  ta-submit -q -a ledger.jsonl a.csv
  sed -i '1s/"ta_sum":"\([0-9a-f]*\)"}$/"ta_sun":"\1"}/' ledger.jsonl
  go ta-log --verify ledger.jsonl
  ended 1
  go ta-submit -q -t jsonl ledger.jsonl
  [ "$rc" -eq 1 ] || { cut -c1-80 out; return 1; }
  says "ta-submit: ledger\\.jsonl:1:([0-9]+:)? row 1: $damaged"
}

@test "a first line whose first bytes have become a mark of UTF-16 is one damaged line" {
  export_of 4 >four.csv
  ta-submit -q -a whole "$BATS_FILE_TMPDIR/three.csv"
  for mark in '\xff\xfe' '\xfe\xff'; do
    # shellcheck disable=SC2059 # the mark is a format
    { printf "$mark" && tail -c +3 whole; } >ledger.jsonl
    go ta-log --verify ledger.jsonl
    ended 1
    says "ta-log: ledger\\.jsonl:1:([0-9]+:)? row 1: $damaged" 'ta-log: 3 read, 2 intact, 1 damaged'
    go ta-submit -q -t jsonl ledger.jsonl
    [ "$rc" -eq 1 ]
    says "ta-submit: ledger\\.jsonl:1:([0-9]+:)? row 1: $damaged"
    [ "$(ids out | paste -sd' ')" = '2 3' ]
    go ta-submit -q -a ledger.jsonl four.csv "$BATS_FILE_TMPDIR/three.csv"
    ended 1
    [ "$(tail -n +2 ledger.jsonl | ids | paste -sd' ')" = '2 3 4 1' ]
  done
}

@test "many damaged lines are all said, not counted, and even if quiet" {
  # shellcheck disable=SC2046 # ids
  export_of $(seq 60) >sixty.csv
  export_of 61 >more.csv
  ta-submit -q -a whole sixty.csv
  # every second line, in ways by turns
  awk 'NR % 2 == 0 { if (NR % 4 == 0) sub(/why/, "how"); else sub(/,"ta_sum.*/, "}") } { print }' \
    whole >ledger
  for n in $(seq 2 2 60); do echo "ta-submit: ledger:$n:([0-9]+:)? row $n: $damaged"; done >wanted
  mapfile -t wanted <wanted
  go ta-submit -q -t jsonl ledger
  [ "$rc" -eq 1 ]
  says "${wanted[@]}"
  [ "$(ids out | paste -sd' ')" = "$(seq 1 2 60 | paste -sd' ')" ]
  go ta-log -q --verify ledger
  ended 1
  says "${wanted[@]/submit/log}"
  go ta-log --verify ledger
  ended 1
  says "${wanted[@]/submit/log}" 'ta-log: 60 read, 30 intact, 30 damaged'
  go ta-submit -q -a ledger more.csv
  ended 1
  says "${wanted[@]}"
  [ "$(tail -1 ledger | ids)" = 61 ]
}

@test "a damaged record is taken again from the export, once" {
  ta-submit -q -a ledger "$BATS_FILE_TMPDIR/three.csv"
  sed -i '2s/why 2/why 9/' ledger
  cp ledger before
  go ta-submit -a ledger "$BATS_FILE_TMPDIR/three.csv"
  ended 1
  says "ta-submit: ledger:2:([0-9]+:)? row 2: $damaged" \
    'ta-submit: 3 read, 1 taken, 2 already there.*damaged.*1'
  cmp before <(head -c "$(wc -c <before)" ledger)
  [ "$(tail -1 ledger | jq -r .facts)" = 'why 2' ]
  cp ledger before
  go ta-submit -a ledger "$BATS_FILE_TMPDIR/three.csv"
  ended 1
  same before ledger
}

@test "an append to lines that nobody has sealed, or that have all lost their sums" {
  export_of 4 >four.csv
  ta-submit -q -a whole "$BATS_FILE_TMPDIR/three.csv"
  for lose in 's/,"ta_sum.*/}/' 's/ta_sum/ta_sun/' 's/..$/}/'; do
    sed "$lose" whole >ledger
    cp ledger before
    go ta-submit -q -a ledger four.csv
    ended 1
    says "ta-submit: ledger:1:([0-9]+:)? row 1: $damaged" "ta-submit: ledger:2:([0-9]+:)? row 2: $damaged" \
      "ta-submit: ledger:3:([0-9]+:)? row 3: $damaged"
    cmp before <(head -c "$(wc -c <before)" ledger)
    [ "$(wc -l <ledger)" -eq 4 ]
    same <(tail -1 ledger | sed 's/,"ta_sum.*/}/' | seal) <(tail -1 ledger)
  done
}

@test "line ends of either kind and blank lines are not damage" {
  ta-submit -q -a whole "$BATS_FILE_TMPDIR/three.csv"
  export_of 4 >four.csv
  { echo; sed 's/$/\r/' whole; printf '\r\n\n'; } >ledger
  ta-submit -q -t jsonl whole >wanted
  go ta-submit -q -t jsonl ledger
  [ "$rc" -eq 0 ]
  same wanted out
  go ta-log --verify ledger
  ended 0
  says 'ta-log: 3 read, 3 intact; blank lines passed over: 3'
  go ta-validate -q -f jsonl ledger
  [ "$rc" -eq 0 ]
  [ "$(wc -l <out)" -eq 3 ]
  cp ledger before
  go ta-submit -q -a ledger four.csv "$BATS_FILE_TMPDIR/three.csv"
  silent 0
  cmp before <(head -c "$(wc -c <before)" ledger)
  [ "$(wc -l <ledger)" -eq 7 ]
}

@test "--verify: several ledgers, standard input, and what is none" {
  ta-submit -q -a one "$BATS_FILE_TMPDIR/three.csv"
  export_of 4 5 >more.csv
  ta-submit -q -a two more.csv
  go ta-log --verify one two
  ended 0
  says 'ta-log: 5 read, 5 intact'
  go ta-log --verify <one
  ended 0
  says 'ta-log: 3 read, 3 intact'
  go ta-log -q --verify one
  silent 0
  sed -i '2s/why/how/' two
  go ta-log -q --verify one two one
  ended 1
  says "ta-log: two:2: row 2: $damaged"
  # records that nobody has sealed
  ta-submit -q -t jsonl more.csv >plain.jsonl
  go ta-log --verify plain.jsonl
  ended 1
  says "ta-log: plain\\.jsonl:1: row 1: $damaged" "ta-log: plain\\.jsonl:2: row 2: $damaged" \
    'ta-log: 2 read, 0 intact, 2 damaged'
  for path in nothing . ''; do
    go ta-log --verify "$path"
    ended 2
  done
  # ids do not matter to it
  cat one one >thrice
  go ta-log --verify thrice
  ended 0
  says 'ta-log: 6 read, 6 intact'
}

@test "a policy that knows more headings than the one of the day reads the ledger all the same" {
  ta-policy | sed 's/labels: \[Organization name,/labels: [Chapter, Organization name,/' >newer.yaml
  ta-policy --check newer.yaml
  printf '%s\n' "$form,organization,Chapter" "$(row 1),Legal Aid,West" >a.csv
  export_of 2 >b.csv
  ta-submit -q -a ledger a.csv
  go ta-log -p newer.yaml --verify ledger
  ended 0
  says 'ta-log: 1 read, 1 intact'
  go ta-submit -q -p newer.yaml -a ledger b.csv
  silent 0
  holds ledger 1 2
  ta-submit -q -p newer.yaml -t csv ledger | column id >ids
  same <(printf '%s\n' 1 2) ids
}

# What a ledger is

@test "a ledger is known by its lines, whole ones, and not by what a requester can write" {
  local words='"ta_sum":"' line
  line=$(printf '{"id":"1","facts":"mine"}\n' | seal)
  printf '%s\n' "$form,why" "1,2026-11-02,,attorney,,\"${words//\"/\"\"}\",\"${line//\"/\"\"}
${line//\"/\"\"}\"" >form.csv
  for format in yaml csv jsonl; do
    go ta-submit -q -o queue -t $format form.csv
    silent 0
    cp queue before
    # it can be made again, and is no ledger to add to, but for lines that are JSON
    go ta-submit -q -o queue -t $format form.csv
    silent 0
    same before queue
    [ $format != jsonl ] || continue
    refuses queue "${cannot}its first line is not a JSON record" queue || { echo $format; return 1; }
  done
  # one that is damaged stays one
  ta-submit -q -a whole "$BATS_FILE_TMPDIR/three.csv"
  for damage in '1,2s/why/how/' '1,2s/^/x/' '1s/^/\xef\xbb\xbf/' '2,3d; 1i{' '1i# mine' 's/$/\r/'; do
    sed "$damage" whole >kept
    cp kept ledger
    go ta-submit -q -o ledger form.csv
    refused ta-submit 'ledger: this is a ledger, which is never replaced; ta-submit -a adds to it' ||
      { echo "$damage"; return 1; }
    go ta-submit -q -r ledger form.csv
    ended 2
    same kept ledger
    # and can be added to, which says what is damaged
    go ta-submit -q -a ledger "$BATS_FILE_TMPDIR/three.csv"
    [ "$rc" -lt 2 ] || { echo "$damage"; return 1; }
    cmp kept <(head -c "$(wc -c <kept)" ledger)
  done
  # far from its beginning, too
  { head -c 300000 /dev/zero | tr '\0' x; echo; cat whole; } >ledger
  go ta-submit -q -o ledger form.csv
  refused ta-submit
}

@test "a map and labels do not count for a ledger whose first line is damaged where it says so" {
  printf '%s\n' 'version: 1' 'columns: {email: drop}' >map.yaml
  ta-submit -q -a ledger "$BATS_FILE_TMPDIR/three.csv"
  for damage in 's/ta_source/ta_sourcf/' 's/ta_source.*//'; do
    sed "1$damage" ledger >damaged.jsonl
    go ta-submit -q -m map.yaml -t jsonl damaged.jsonl
    [ "$rc" -eq 1 ]
    [ "$(jq -r '.id + " " + .email' out | paste -sd' ')" = '2 a@example.org 3 a@example.org' ]
  done
}

# Other hands, which have no lock

# held LEDGER OPTION...: an import of the requests 4 and 5 that has the lock, has read
# the ledger, and waits for the rest of its form; then let_go.
held() {
  rm -f form
  mkfifo form
  ta-submit -q -a "$@" - <form 3>&- >out 2>err &
  writer=$!
  exec 8>form
  { export_of 4; head -c 300000 /dev/zero | tr '\0' '\n'; } >&8
}

let_go() {
  echo "${1-$(row 5)}" >&8
  exec 8>&-
  try wait "$writer"
}

# by_hand WAY: what somebody does to the ledger in the folder desk.
by_hand() {
  case $1 in
  folder) mv desk away && cp -Rp away desk && return ;;
  folder-gone) mv desk away && return ;;
  esac
  (
    cd desk || exit
    case $1 in
    moved) mv ledger old ;;
    removed) rm ledger ;;
    replaced) cp -p ledger new && mv new ledger ;;
    edited) sed '2s/why/how/' ledger >new && mv new ledger ;;
    link) mv ledger old && ln -s old ledger ;;
    cut) truncate -s -40 ledger ;;
    cut-line) truncate -s -"$(tail -n 1 ledger | wc -c)" ledger ;;
    emptied) : >ledger ;;
    restored) head -n 1 ../copy >ledger ;;
    overwritten) sed 's/why/how/' ../copy >ledger ;;
    line-end) echo >>ledger ;;
    bytes) printf '{"id":' >>ledger ;;
    a-line) tail -n 1 ../copy >>ledger ;;
    esac
  )
}

@test "a ledger that others move, replace, cut or write to while an import has it: status 2, nothing is added" {
  local changed='something else has moved, replaced or changed this file since it was read; nothing was added: run this again'
  ta-submit -q -a copy "$BATS_FILE_TMPDIR/three.csv"
  for way in moved removed replaced edited link folder folder-gone cut cut-line emptied restored overwritten \
    line-end bytes a-line; do
    rm -rf desk away
    mkdir desk
    cp -p copy desk/ledger
    held desk/ledger
    by_hand $way
    find desk away -type f -exec cksum {} + 2>/dev/null | sort >before
    let_go
    refused ta-submit "desk/ledger: $changed" || { echo "$way"; return 1; }
    find desk away -type f -exec cksum {} + 2>/dev/null | sort | same before - || { echo "$way"; return 1; }
  done
}

@test "a ledger that others change while an import waits for it: the records are judged by what is there then" {
  export_of 4 5 >more.csv
  export_of 1 5 >new.csv
  ta-submit -q -a copy "$BATS_FILE_TMPDIR/three.csv"
  ta-submit -q -a other new.csv
  for way in 'rm ledger:4 5' 'cp -p other new; mv new ledger:1 5 4' 'cat other >ledger:1 5 4' 'truncate -s 0 ledger:4 5' \
    'sed -i 3d ledger:1 2 4 5' 'tail -n 1 other >>ledger:1 2 3 5 4' 'truncate -s -1 ledger:1 2 3 4 5'; do
    rm -f ledger
    cp -p copy ledger
    exec 9<ledger
    flock 9
    ta-submit -q -a ledger more.csv 3>&- 9<&- >out 2>err &
    sleep 0.3
    eval "${way%%:*}"
    exec 9<&-
    try wait $!
    # shellcheck disable=SC2086 # ids
    silent 0 && holds ledger ${way##*:} || { echo "$way"; return 1; }
  done
  # a link is no ledger
  rm ledger
  cp -p copy ledger
  exec 9<ledger
  flock 9
  ta-submit -q -a ledger more.csv 3>&- 9<&- >out 2>err &
  sleep 0.3
  mv ledger old
  ln -s old ledger
  exec 9<&-
  try wait $!
  refused ta-submit "ledger: $cannot.*symbolic link"
  same copy old
}

@test "an import that comes to nothing removes no ledger but the empty one that it has made" {
  held ledger
  let_go '6,"never closed'
  refused ta-submit
  only form
  ta-submit -q -a other "$BATS_FILE_TMPDIR/three.csv"
  for way in 'cp -p other ledger.new; mv ledger.new ledger' ': >new; chmod 600 new; mv new ledger' \
    'cat other >ledger' 'rm ledger; ln -s other ledger'; do
    held ledger
    eval "$way"
    cksum ledger >before
    let_go '6,"never closed'
    refused ta-submit
    same before <(cksum ledger) || { echo "$way"; return 1; }
    rm ledger
  done
}

@test "what somebody saves where an output will be is kept, and nothing is added to the ledger" {
  ta-submit -q -a ledger "$BATS_FILE_TMPDIR/three.csv"
  cp -p ledger before
  for had in '' yes; do
    for way in 'echo saved >rejects.csv' 'echo saved >new; mv new rejects.csv' 'cp -p ledger rejects.csv'; do
      rm -f rejects.csv
      [ -z "$had" ] || echo old >rejects.csv
      held ledger -r rejects.csv
      eval "$way"
      cp rejects.csv saved
      let_go
      refused ta-submit 'rejects\.csv: somebody has written this file since the run began, and it is kept: .*'
      same saved rejects.csv
      same before ledger
    done
  done
  # what was taken away is nobody's
  echo old >rejects.csv
  held ledger -r rejects.csv
  rm rejects.csv
  let_go
  silent 0
  [ -s rejects.csv ]
}

# Several writers

@test "eight writers at once leave every record once" {
  for round in 1 2 3; do
    rm -f ledger
    pids=
    for n in 0 1 2 3 4 5 6 7; do
      # its own forty, and twenty that all of them have
      { long_export $((1000 * n + 1000)) $((1000 * n + 1039)) && long_export 1 20 | tail -n +2; } >"$n.csv"
      ta-submit -q -a ledger "$n.csv" 3>&- >>all 2>&1 &
      pids+=" $!"
    done
    for pid in $pids; do wait "$pid"; done
    [ ! -s all ]
    for n in 0 1 2 3 4 5 6 7; do seq $((1000 * n + 1000)) $((1000 * n + 1039)); done |
      cat - <(seq 20) | sort >wanted
    same wanted <(ids ledger | sort)
    go ta-log --verify ledger
    ended 0
    says 'ta-log: 340 read, 340 intact'
    [ ! -e ledger.torn ]
  done
}

@test "a writer waits for the one before it, and writes to the ledger of that name" {
  ta-submit -q -a ledger "$BATS_FILE_TMPDIR/three.csv"
  cp ledger before
  export_of 4 >four.csv
  exec 9<ledger
  flock 9
  # it waits as long as it is let
  go timeout 1 ta-submit -q -a ledger four.csv 9<&-
  ended 124
  same before ledger
  # moved away while it waits: the name counts
  ta-submit -q -a ledger four.csv 3>&- 9<&- >out 2>err &
  sleep 0.5
  mv ledger old
  flock -u 9
  try wait $!
  exec 9<&-
  silent 0
  same before old
  holds ledger 4
}

@test "answers: every column of the form counts, also one that the policy does not know, in any order" {
  form=received,email,role,assistance,facts
  one='2026-11-20,a@example.org,survivor,case-consultation,help'
  printf '%s\n' "$form,How can we reach you safely?" "$one,by day" "$one,never at home" "$one,by day" >form.csv
  go ta-submit -a ledger -r rejects.csv form.csv
  [ "$rc" -eq 1 ]
  counts '3 read, 1 taken, 1 already there, 1 rejected'
  # both are told of at once: the second is somebody whom no queue has
  [ "$(grep -c '\[survivor\]$' err)" -eq 2 ]
  [ "$(column ta_rule rejects.csv)" = id-taken ]
  # a column that one export has more than another is no other answer, nor is another order
  printf '%s\n' "How can we reach you safely?,Last edited,$form" "by day,yesterday,$one" >form.csv
  go ta-submit -a ledger form.csv
  counts '1 read, 0 taken, 1 already there'
  printf '%s\n' "$form" "$one" >form.csv
  go ta-submit -a ledger form.csv
  counts '1 read, 0 taken, 1 already there'
  # blank is an answer where the other has one
  printf '%s\n' "$form,How can we reach you safely?" "$one," >form.csv
  go ta-submit -a ledger form.csv
  counts '1 read, 0 taken, 1 rejected'
}

@test "answers: YAML and JSON Lines leave out what is blank, so what only the second has is another answer" {
  one='"received":"2026-11-20","email":"a@example.org","role":"survivor","assistance":"case-consultation","facts":"help"'
  echo "{$one}" >one.jsonl
  echo "{$one,\"How can we reach you safely?\":\"never at home\"}" >two.jsonl
  ta-submit -q -t yaml two.jsonl >two.yaml 2>err
  sed -i '/^ta_/d; /^id/d' two.yaml
  for two in two.jsonl two.yaml; do
    rm -f ledger
    ta-submit -q -a ledger one.jsonl 2>err
    go ta-submit -a ledger $two
    [ "$rc" -eq 1 ]
    counts '1 read, 0 taken, 1 rejected'
    grep -q '\[survivor\]$' err
    go ta-submit -a ledger one.jsonl
    counts '1 read, 0 taken, 1 already there'
  done
  # a blank one is none, and what the ledger has more was not taken back
  echo "{$one,\"How can we reach you safely?\":\" \"}" >three.jsonl
  go ta-submit -a ledger three.jsonl
  counts '1 read, 0 taken, 1 already there'
  rm ledger
  ta-submit -q -a ledger two.yaml 2>err
  go ta-submit -a ledger one.jsonl two.jsonl two.yaml
  counts '3 read, 0 taken, 3 already there'
  # two people, of whom no field is known
  printf '%s\n' '{"Mail":"a@example.org"}' '{"E-post":"b@example.org"}' >new.jsonl
  go ta-submit new.jsonl
  counts '2 read, 1 taken, 1 rejected'
}

@test "receipt: a day that is given for a file is not part of an id, so a second import brings nothing new" {
  printf '%s\n' email,role,assistance,facts a@example.org,attorney,case-consultation,why >form.csv
  ta-submit -q -a ledger --received 2026-11-02 form.csv
  go ta-submit -a ledger --received 2026-11-09 form.csv
  [ "$rc" -eq 0 ]
  counts '1 read, 0 taken, 1 already there'
  [ "$(wc -l <ledger)" -eq 1 ]
  grep -q '"received":"2026-11-02"' ledger
  # the same by hand, on two days
  ta-submit -q -d 2026-11-10 -a calls -F email=b@example.org -F role=attorney -F assistance=case-consultation -F facts=why
  go ta-submit -d 2026-11-11 -a calls -F email=b@example.org -F role=attorney -F assistance=case-consultation -F facts=why
  counts '1 read, 0 taken, 1 already there; its id: ta-[0-9a-f]{20}'
}

@test "by hand: the summary names the id that the ledger has, whatever became of the request" {
  call() { go ta-submit -a ledger -F email=a@example.org -F role=attorney "$@"; }
  call -F assistance=case-consultation -F 'facts=May she work?'
  ended 0
  id=$(ids ledger)
  says "ta-submit: 1 read, 1 taken; its id: $id"
  call -F assistance=case-consultation -F 'facts=May she work?'
  says "ta-submit: 1 read, 0 taken, 1 already there; its id: $id"
  # the id of the request that it is taken for, not the one that it would have had
  call --amend -F assistance=general-information -F 'facts=May she work'
  ended 0
  says "ta-submit: 1 read, 0 taken, 1 amended; its id: $id"
  # another call is another request, of which no earlier one is missing
  call -F assistance=case-consultation -F 'facts=And he?'
  ended 0
  says "ta-submit: 1 read, 1 taken; its id: $(ids ledger | tail -n 1)"
  [ "$(ids ledger | sort -u | wc -l)" -eq 2 ]
  # a reject has no id in the ledger, and one that may be an answer is not shown
  call -F "id=$id" -F assistance=document-review
  ended 1
  says "ta-submit: .* its id already belongs to .*" 'ta-submit: 1 read, 0 taken, 1 rejected'
  call -F 'id=my own case' -F assistance=case-consultation -F facts=why
  says 'ta-submit: 1 read, 1 taken'
  # without a ledger nobody looks it up
  go ta-submit -o out.csv -F role=attorney
  says 'ta-submit: 1 read, 1 taken'
}

@test "alerts: a survivor's row that is a reject is told of at once, with the number to call" {
  form=received,email,role,assistance,facts
  row='2026-11-20,a@example.org,survivor,case-consultation'
  for more in "$row,help,more" "$row"; do
    printf '%s\n' "$form" "$more" >form.csv
    go ta-submit -q -o out.csv -r rejects.csv form.csv
    [ "$rc" -eq 1 ]
    grep -q '1-888-539-2373, by .* \[survivor\]$' err
    [ "$(column id out.csv | grep -c .)" -eq 0 ]
  done
}

@test "alerts: one may ask what the early routes say" {
  ta-policy | sed 's/^checks:$/&\n  - {id: elsewhere, when: {early_outcome: redirect}, severity: note, says: Look at this., alert: yes}/' >policy.yaml
  printf '%s\n' id,received,email,role,assistance,facts,document \
    A,2026-11-20,a@example.org,attorney,document-review,why,t-visa-declaration \
    B,2026-11-20,b@example.org,attorney,case-consultation,why, >form.csv
  go ta-submit -q -p policy.yaml -o out.csv form.csv
  [ "$rc" -le 1 ]
  says '.* id A: Look at this\. \[elsewhere\]'
}
