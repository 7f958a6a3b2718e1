#!/usr/bin/env bats
# White space is Unicode's, wherever a value is read: at intake and behind it, in every
# format, in policies and maps. What is free text keeps its bytes.

# shellcheck disable=SC2030,SC2031 # each test has its own environment

load helper

# All of White_Space but what no record may hold or what ends a line, then what cannot be
# seen and goes with it at an edge.
mapfile -t blanks < <(printf '%b\n' '\xc2\x85' '\xc2\xa0' '\xe1\x9a\x80' '\xe2\x80\x'{80,81,82,83,84,85,86,87,88,89,8a,a8,a9,af} \
  '\xe2\x81\x9f' '\xe3\x80\x80')
mapfile -t unseen < <(printf '%b\n' '\xe2\x80\x'{8b,8c,8d,8e,8f,aa,ab,ac,ad,ae} '\xe2\x81\x'{a0,a6,a9} '\xef\xbb\xbf' \
  '\xc2\xad' '\xd8\x9c' '\xe1\xa0\x8e' '\xe2\xa0\x80' '\xe3\x85\xa4')
nbsp=$'\xc2\xa0'

# ask FACTS: a consultation, as a strict tool reads it.
ask() {
  printf '%s\n' id,received,email,role,assistance,facts "1,2026-11-02,a@example.org,attorney,case-consultation,\"$1\""
}

@test "blank: facts of only white space are not a question, in any format" {
  ask 'May she work while the case is pending, and for whom?' | ta-validate -q | ta-route -q >out
  [ "$(column ta_outcome out)" = accept ]
  for blank in "${blanks[@]}" "${unseen[@]}" "$nbsp ${unseen[0]}"; do
    ask "$blank" >one.csv
    ta-due -q -t yaml one.csv >one.yaml
    ta-due -q -t jsonl one.csv >one.jsonl
    for file in one.csv one.yaml one.jsonl; do
      ta-validate -q "$file" | ta-route -q -t csv >"${file#one.}:$(printf %s "$blank" | od -An -tx1 | tr -d ' ')"
    done
  done
  mlr --icsv --onidx put -q 'print FILENAME . " " . $ta_findings . " " . $ta_outcome' ./*:* >got
  [ "$(wc -l <got)" -eq $(((${#blanks[@]} + ${#unseen[@]} + 1) * 3)) ]
  run ! grep -v ' question-missing;hold-without-pause hold$' got
}

# about AFTER BEFORE: a form, with this about each of its values.
about() {
  printf '%s\n' Timestamp,Email,Role,Assistance,Topics,Facts,Deadline,Kind_of_deadline,OVC_grantee,Supervisor_s_email \
    "${2}11/2/2026 14:03$1,${2}a@example.org$1,${2}Lawyer$1,${2}General Information$1,\"${2}T visas$1,${2}Ethics$1\",Why is it so and not so?,${2}12/1/2026$1,${2}court$1,${2}yes$1,${2}b@example.org$1"
}

@test "trimmed: every value, at intake; and by the tools behind it, which change no byte" {
  about '' '' | ta-submit -q | ta-validate -q | ta-due -q | ta-route -q >wanted
  [ "$(column ta_due wanted)" = 2026-11-24 ]
  column ta_valid,ta_due,ta_outcome wanted >decided
  [ "$(wc -w <decided)" -eq 3 ]
  mkdir strict checked
  for blank in "${blanks[@]}" "${unseen[@]}"; do
    name=$(printf %s "$blank" | od -An -tx1 | tr -d ' ')
    about "$blank" "$blank" | ta-submit -q >form.csv
    ta-validate -q form.csv | ta-due -q | ta-route -q >got
    same wanted got
    # behind intake: a date, an address and a choice, with it about them
    sed "2s/2026-12-01,court/$blank&$blank/; 2s/a@example.org/$blank&$blank/; 2s/attorney/&$blank/" form.csv >"strict/$name"
    for format in csv yaml jsonl; do
      ta-validate -q -t "$format" "strict/$name" | ta-due -q | ta-route -q -t csv >"$name.$format"
    done
    ta-validate -q "strict/$name" >"checked/$name"
  done
  mlr --icsv --onidx put -q 'print FILENAME . " " . $ta_valid . " " . $ta_due . " " . $ta_outcome' ./*.{csv,yaml,jsonl} >got
  [ "$(grep -c " $(cat decided)\$" got)" -eq $(((${#blanks[@]} + ${#unseen[@]}) * 3)) ] || { cat decided got; return 1; }
  (cd strict && mlr -S --csv put -q 'tee > FILENAME . ".same", $*' ./*)
  (cd checked && mlr -S --csv cut -x -r -f '^ta_(valid|findings)' then put -q 'tee > FILENAME . ".same", $*' ./*)
  for name in strict/*.same; do same "$name" "checked/${name#*/}" || return 1; done
}

@test "trimmed: free text keeps its bytes, and is known by them without their edges" {
  facts="$nbsp $nbsp May she${nbsp}work? ${unseen[0]}"
  printf '%s\n' Timestamp,Email,Role,Assistance,Facts "11/2/2026,a@example.org,Lawyer,Case Consultation,$facts" >form.csv
  ta-submit -q form.csv >one
  [ "$(column facts one)" = "$facts" ]
  ta-submit -q -t jsonl form.csv | ta-submit -q -t csv | mlr -S --icsv --ojsonl cut -f facts | jq -r .facts | same - <(echo "$facts")
  # the same request, the edges of its text aside
  sed "s/$nbsp $nbsp May/May/; s/ ${unseen[0]}//" form.csv >again.csv
  go ta-submit -o two form.csv again.csv
  counts '2 read, 1 taken, 1 already there'
}

@test "ids: blanks around one are not part of it, at intake, in the ledger, in joins, parts and --since" {
  form() { printf '%s\n' id,received,email,role,assistance,facts,color "$1,2026-11-02,a@example.org,attorney,general-information,$2,x"; }
  for id in "9$nbsp" "$nbsp 9" '9 ' $'9\xe2\x80\x8b'; do
    form 9 why >one.csv
    form "\"$id\"" why >two.csv
    form "\"$id\"" who >other.csv
    go ta-submit -o out.csv one.csv two.csv
    counts '2 read, 1 taken, 1 already there'
    go ta-submit -o out.csv one.csv other.csv
    [ "$rc" -eq 1 ]
    grep -q 'its id already belongs to another record, at one.csv:2; it differs in facts \[id-taken\]' err
    rm -f ledger.jsonl
    ta-submit -q -a ledger.jsonl two.csv
    go ta-submit -a ledger.jsonl one.csv
    counts '1 read, 0 taken, 1 already there'
    printf '%s\n' id,status 9,answered >staff.csv
    [ "$(ta-submit -q --join staff.csv two.csv | column status)" = answered ]
    printf '%s\n' id,status "\"$id\",answered" >staff.csv
    [ "$(ta-submit -q --join staff.csv one.csv | column status)" = answered ]
    for part in 1/3 2/3 3/3; do
      [ "$(ta-submit -q --shard $part one.csv | wc -l)" -eq "$(ta-submit -q --shard $part two.csv | wc -l)" ]
    done
    ta-submit -q one.csv | ta-validate -q | ta-due -q | ta-prioritize -q >old.csv
    go ta-prioritize --since old.csv -o new.csv <(ta-submit -q two.csv | ta-validate -q | ta-due -q)
    grep -q ' 0 gone$' err
    printf '%s\n' 'version: 1' 'id_prefix: f-' >map.yaml
    [ "$(ta-submit -q -m map.yaml two.csv | column id)" = f-9 ]
    printf '%s\n' "$(head -1 two.csv)" "$(tail -1 two.csv | sed 's/9/f-9/')" >three.csv
    [ "$(ta-submit -q -m map.yaml three.csv | column id)" = f-9 ]
  done
}

@test "words: a phrase's blank is any white space, and quotes and dashes are not letters" {
  for facts in "Is this${nbsp}trafficking?" $'Is\xe2\x80\x89this\xe3\x80\x80trafficking' \
    $'\xe2\x80\x9cIs this trafficking?\xe2\x80\x9d' $'is this trafficking\xe2\x80\x94or not' $'Is this\xe2\x80\x8b trafficking\xe2\x80\x8b?'; do
    ask "She was told to work, and what of that. $facts" | ta-validate -q >out
    [[ $(column ta_findings out) == *no-yes-or-no* ]] || { echo "$facts"; return 1; }
  done
  ask $'Is this\xe2\x80\x8btrafficking? So she asked us at noon' | ta-validate -q >out
  [[ $(column ta_findings out) != *no-yes-or-no* ]]
}

@test "rows: one of only white space is not a row, before the header and after it" {
  for blank in "${blanks[@]}" "$nbsp;$nbsp"; do
    { echo "$blank"; echo "Timestamp;Email;Your role;Assistance;Facts"; echo "11/2/2026;a@example.org;Lawyer;General Info;why"
      echo "$blank"; echo "$blank;$blank;;;"; } >form.csv
    go ta-submit form.csv
    counts '1 read, 1 taken; blank lines passed over: 3; files with semicolons between cells: 1'
  done
  printf '{"received":"2026-11-02","email":"a@example.org"}\n%s\n' "$nbsp" >form.jsonl
  go ta-validate form.jsonl
  [ "$rc" -eq 0 ]
}

@test "policies: a blank that is none of ASCII is named" {
  ta-policy >whole.yaml
  while IFS='|' read -r from to line; do
    sed "s/$from/$to/" whole.yaml >policy.yaml
    go ta-policy --check policy.yaml
    [ "$rc" -eq 2 ]
    [ ! -s out ]
    grep -qE -- "$line" err || { echo "$from"; cat err; return 1; }
  done <<END
15 business days|15 business${nbsp}days|expected '15 business days'.*; U\\+00A0 in it
3 business days of|3 business days of$nbsp|; U\\+00A0 in it
3rd monday of|3rd monday${nbsp}of|; U\\+00A0 in it
outcome: hold|outcome: hold$(printf '\xe2\x80\x8b')|'hold\\\\u\\{200b\\}' is not an outcome
margin: |margin$nbsp: |unknown key 'margin\\\\u\\{00a0\\}'; did you mean 'margin'
END
  # a text is compared without its edges, a phrase's blank is any
  sed "s/^    when: {role: survivor}/&/; s/is this trafficking, is this human/is this${nbsp}trafficking, is this human/" whole.yaml >policy.yaml
  ask 'She was told to work and we ask: is this trafficking?' | ta-validate -q -p policy.yaml >out
  [[ $(column ta_findings out) == *no-yes-or-no* ]]
}
