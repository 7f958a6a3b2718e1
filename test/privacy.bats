#!/usr/bin/env bats
# Nothing that a requester wrote reaches standard error, which cron mails; and no
# byte that a terminal would obey. Canaries in every field, and a look for them.
#
# shellcheck disable=SC2015,SC2086
# A && B || C is meant as written; lists of words are split on purpose.

load helper

streams='ta-submit ta-history ta-validate ta-due ta-prioritize ta-route ta-reply ta-report'

# The fields of records.md, by what may be shown of them with --show-values.
never='name email phone organization state supervisor_name supervisor_email
  supervisor_phone facts assignee person merged_into letter'
wrong='received role own_case ovc_grantee assistance topics document attachments
  deadline deadline_kind wants_call asks_for client_location materials_reviewed
  follows_prior_advice status answered reopened decision ethics_flag overuse_flag'
others='id supervisor_role courses_passed courses_taken holds'

fields=$(printf '%s\n' $never $wrong $others | paste -sd' ')

# canary FIELD: a value that is wrong for every type but text and open lists.
canary() {
  echo "zq7-${1//_/-}-canary"
}

# fine FIELD CASE: a value that the field takes, a canary where it can be one.
fine() {
  case $1 in
  received) echo 2026-09-17 ;;
  deadline) echo 2031-08-23 ;;
  answered) echo 2033-02-19 ;;
  reopened) echo 2034-05-12 ;;
  holds) echo 2032-03-11/2032-04-17 ;;
  email | supervisor_email) echo "zq7-${1//_/-}@zq7.example.org" ;;
  role) echo "${2:-paralegal}" ;;
  own_case) [ "$2" = survivor ] && echo yes || echo no ;;
  wants_call | materials_reviewed | follows_prior_advice) echo no ;;
  ovc_grantee) echo unsure ;;
  supervisor_role) echo attorney ;;
  assistance) echo document-review ;;
  topics) echo trafficking-analysis ;;
  document) echo t-visa-denial ;;
  attachments) echo uscis-decision ;;
  deadline_kind) echo court ;;
  asks_for) echo mentor ;;
  client_location) echo la-county ;;
  status) echo new ;;
  decision) echo accept ;;
  ethics_flag) echo cleared ;;
  overuse_flag) echo review ;;
  *) canary "$1" ;;
  esac
}

# What has to be absent from standard error: the canaries, and the dates above.
marks='zq7|2026-09-17|2031-08-23|2033-02-19|2034-05-12|2032-03-11|2032-04-17'

# row FUNCTION [CASE]: a CSV line of all fields; its id has the number $n.
row() {
  local field
  for field in $fields; do
    [ "$field" = id ] && echo "zq7-id-$n" || "$1" "$field" "${2:-}"
  done | paste -sd,
  n=$((n + 1))
}

setup_file() {
  quick
  cd "$BATS_FILE_TMPDIR" || return 1
  n=1
  header=${fields// /,}
  { echo "$header"; row fine; row fine attorney; row fine other; } >valid.csv
  { echo "$header"; row canary; row canary; } >invalid.csv
  # an unknown role is staff's to judge, and nothing else is asked about then
  { echo "$header"; row canary; row canary; } | sed 's/zq7-role-canary/attorney/' >wrong.csv
  { echo "$header"; row fine survivor; row canary survivor | sed 's/zq7-role-canary/survivor/'; } >survivors.csv
  { cat valid.csv; row canary | cut -d, -f1-9; } >short.csv
  { cat valid.csv; row canary | sed 's/$/,zq7-surplus,zq7-more/'; } >long.csv
  { cat valid.csv; row fine | sed $'s/zq7-facts/zq7 \377 facts/'; } >bytes.csv
  { cat valid.csv; row fine | sed $'s/zq7-facts/zq7 \033[31m facts/'; } >escape.csv
  { cat valid.csv; row fine | sed 's/zq7-facts/"zq7 facts/'; } >open.csv
  { cat valid.csv; row fine | sed 's/zq7-facts-canary/"zq7 facts" zq7/'; } >stray.csv
  { cat valid.csv; row fine | sed 's/zq7-facts/zq7 "facts/'; } >inner.csv
  # the same id, another content
  { cat valid.csv; sed -n '2s/zq7-facts/zq7-other-facts/p' valid.csv; } >twice.csv
  # what the tools have added, spoilt
  for name in valid invalid wrong survivors; do
    mlr -S --icsv --ocsv put '$ta_findings = "zq7-finding"; $ta_target = "zq7-target";
      $ta_due = "zq7-due"; $ta_rank = "zq7-rank";
      $ta_outcome = "zq7-outcome"; $ta_route_rule = "zq7-rule"; $ta_cc = "zq7-cc"; $ta_refer = "zq7-refer"; $ta_call = "zq7-call";
      $ta_earlier = "zq7-earlier"; $ta_earlier_ids = "zq7-ids"; $ta_same_as = "zq7-same"; $ta_signs = "zq7-signs"' $name.csv >spoilt-$name.csv
    mlr -S --icsv --ocsv put '$ta_findings = ""; $ta_target = ""; $ta_due = ""' $name.csv >full-$name.csv
    awk -F, 'NR == 1 { n = split($0, names, ",") }
      NR > 1 { print "---"; for (i = 1; i <= n; i++) print names[i] ": \"" $i "\"" }
      ' $name.csv >$name.yaml
  done
  { echo '---'; for field in $fields; do echo "$field: $(fine "$field")"; done; } >one.yaml
  { cat one.yaml; echo 'supervisor: {more: {deep: zq7-deep}}'; } >deep.yaml
  { cat one.yaml; echo 'note: *zq7-alias'; } >alias.yaml
  { cat one.yaml; echo 'note: !zq7-tag zq7-value'; } >tag.yaml
  { cat one.yaml; echo 'facts: zq7-again'; } >key.yaml
  { cat one.yaml; echo 'note: "zq7-open'; } >open.yaml
  { cat one.yaml; echo 'note: [zq7, zq7'; } >list.yaml
  { cat one.yaml; echo 'note: zq7: zq7'; } >colon.yaml
  { cat one.yaml; printf 'note: zq7 \377\n'; } >bytes.yaml
  { cat one.yaml; printf 'note: "zq7 \033 zq7"\n'; } >escape.yaml
  { cat one.yaml; echo 'topics: ["zq7;zq7"]'; } | sed '/^topics: tr/d' >item.yaml
}

# unnamed FILE: what was said, without the ids of requests, by which it is acted on.
unnamed() {
  sed -E 's/ id zq7-id-[0-9]+: / /; s/the request zq7-id-[0-9]+ was/it was/' "$1"
}

# heard FILE: no canary in it; where there is no id of a request either, nothing has to be left out.
heard() {
  ! grep -qaE "$marks" "$1" || ! unnamed "$1" | grep -aE "$marks"
}

# over TOOLS FILES: each tool on each file with each way to speak.
over() {
  local tool file how
  for tool in $1; do
    for file in $2; do
      for how in '' -q -v; do
        go "$tool" $how "$BATS_FILE_TMPDIR/$file"
        heard err || { echo "^ $tool $how $file"; return 1; }
      done
      # what was done without a word proves nothing
      [ -s err ] || { echo "$tool -v $file: not a word"; return 1; }
    done
  done
}

@test "canaries: the files hold one in every field" {
  for field in $fields; do
    column "$field" "$BATS_FILE_TMPDIR/invalid.csv" >cells
    [ "$(grep -c zq7 cells)" -eq 2 ]
    column "$field" "$BATS_FILE_TMPDIR/valid.csv" >cells
    [ "$(grep -c . cells)" -eq 3 ]
  done
  run heard "$BATS_FILE_TMPDIR/valid.csv"
  [ "$status" -ne 0 ]
}

@test "canaries: the fields are all those of the policy" {
  printf '%s\n' $fields | sort >here
  ta-policy | sed -n '/^fields:/,/^facts:/p' | grep -oP '^  - \{?name: \K[a-z_]+' | sort >policy
  same policy here
}

@test "canaries: records that are valid, wrong in every field, survivors'" {
  over "$streams" 'full-valid.csv full-invalid.csv full-wrong.csv
    full-survivors.csv'
  over 'ta-submit ta-validate ta-due' 'valid.yaml invalid.yaml wrong.yaml survivors.yaml'
}

@test "canaries: in the columns that other tools left" {
  over 'ta-history ta-validate ta-prioritize ta-route ta-reply ta-report' 'spoilt-valid.csv spoilt-invalid.csv
    spoilt-wrong.csv spoilt-survivors.csv'
}

@test "canaries: rows that are not records, at intake and behind it" {
  over 'ta-submit ta-validate ta-due' 'short.csv long.csv bytes.csv escape.csv open.csv
    stray.csv inner.csv twice.csv'
}

@test "canaries: YAML that cannot be read" {
  over 'ta-submit ta-validate ta-due' 'deep.yaml alias.yaml tag.yaml key.yaml open.yaml
    list.yaml colon.yaml bytes.yaml escape.yaml item.yaml'
}

@test "canaries: a record by hand" {
  for words in facts=zq7-facts role=zq7-role received=zq7-day email=zq7-mail \
    no_such_field=zq7-value 'zq7-no-name' "facts=zq7$(printf '\377')" topics=zq7 own_case=zq7; do
    go ta-submit -v -F "$words" -F name=zq7-name
    [ -s err ]
    heard err || { echo "^ -F $words"; return 1; }
  done
}

@test "canaries: lists, judgements, rejects, splits, conversions" {
  mkdir by
  for name in valid invalid wrong survivors; do
    file=$BATS_FILE_TMPDIR/full-$name.csv
    for words in --list --check --keep --invalid '-r rejects.csv' '-t yaml'; do
      go ta-validate -v $words "$file"
      heard err || { echo "^ ta-validate $words $name"; return 1; }
    done
    go ta-submit -v -r rejects.csv "$file"
    heard err
    go ta-route -v --split by "$file"
    heard err
    go ta-route -v -Q hotline "$file"
    heard err
    go ta-prioritize -v --open --top 2 "$file"
    heard err
  done
  for name in short long bytes twice; do
    go ta-submit -v -r rejects.csv "$BATS_FILE_TMPDIR/$name.csv"
    heard err
    grep -aq zq7 rejects.csv
  done
}

@test "canaries: events, taken and refused, by hand and from files; the timeline; a damaged line" {
  go ta-submit -a desk.jsonl "$BATS_FILE_TMPDIR/valid.csv"
  local columns
  columns=$(printf '%s\n' $fields | grep -v '^id$')
  {
    echo "id,event,at,by,note,$(paste -sd, <<<"$columns")"
    for event in supplied verified decided assigned merged answered zq7-event; do
      for field in $columns; do
        printf 'zq7-id-1,%s,2036-01-02,zq7-by,zq7-note' "$event"
        for other in $columns; do
          [ "$other" = "$field" ] && printf ',%s' "$(canary "$field")" || printf ,
        done
        echo
      done
    done
  } >events.csv
  [ "$(grep -c zq7-note events.csv)" -gt 150 ]
  export TA_TODAY=2036-01-03
  go ta-log -v -a desk.jsonl -r rejects.csv events.csv
  heard err
  grep -q zq7-facts-canary desk.jsonl
  grep -q zq7-role-canary rejects.csv
  for words in 'id,event,at\nzq7-id-99,answered,2036-01-02' 'id,event,at\nzq7-id-1,answered,zq7-at' \
    'id,event,at,other_column\nzq7-id-1,supplied,2036-01-02,zq7-cell' 'id,event,at\nzq7-id-1,"answered'; do
    printf '%b\n' "$words" >some.csv
    go ta-log -v -a desk.jsonl some.csv
    [ -s err ]
    heard err || { echo "^ $words"; return 1; }
  done
  for words in 'supplied facts=zq7-facts' 'supplied role=zq7-role' 'answered facts=zq7' 'zq7-event' \
    'noted --note zq7-note' 'answered --at zq7-at' 'supplied no_such_field=zq7' 'supplied --copy zq7-nobody'; do
    go ta-log -v -a desk.jsonl -i zq7-id-1 $words
    heard err || { echo "^ $words"; return 1; }
  done
  sed -i '4s/zq7-note/zq7-other/' desk.jsonl
  for words in 'ta-log -v desk.jsonl' 'ta-log -v --verify desk.jsonl' 'ta-log -v -i zq7-id-1 desk.jsonl' \
    'ta-submit -v desk.jsonl' 'ta-submit -v --amend -a desk.jsonl desk.jsonl' 'ta-validate -v desk.jsonl' \
    'ta-forget -v desk.jsonl' 'ta-forget -v -i zq7-id-1 desk.jsonl' 'ta-forget -v --dry-run -i zq7-nobody desk.jsonl'; do
    go $words
    [ -s err ]
    heard err || { echo "^ $words"; return 1; }
  done
}

@test "canaries: letters, drafted, refused, too many, again" {
  for name in valid invalid wrong survivors; do
    pipe "$BATS_FILE_TMPDIR/$name.csv" >queue.csv 2>/dev/null || [ "$?" -lt 2 ]
    mlr -S --csv put '$answered = ""' queue.csv >open.csv
    for words in '' '--maildir d --events ev.jsonl' '--maildir d --again zq7-id-1 --again zq7-id-99' --text -e '-o no/where'; do
      go ta-reply -v $words open.csv
      [ -s err ]
      heard err || { echo "^ ta-reply $words $name"; return 1; }
    done
  done
  # the letters have what was written
  grep -rq 'zq7-name-canary' d
  for words in file no/where; do
    touch file
    go ta-reply -v --maildir "$words" open.csv
    [ "$rc" -eq 2 ]
    heard err
  done
}

@test "canaries: the shipped script, whose words cron mails" {
  for name in valid invalid wrong survivors short open; do
    go "$examples/desk/morning.sh" "$BATS_FILE_TMPDIR/$name.csv" queue.csv
    [ -s err ]
    heard err || { echo "^ $name"; return 1; }
    heard out
  done
}

# --show-values

# asked FILE: its records with what makes staff look at them put right, so that their requesters are asked for all that is wrong.
asked() {
  mlr -S --csv put '$role = "attorney"; $status = ""; $answered = ""; $reopened = ""; $holds = "";
    $decision = ""; $ethics_flag = ""; $overuse_flag = ""' "$1"
}

@test "--show-values: a wrong choice, date, list, yes-no is shown" {
  asked "$BATS_FILE_TMPDIR/wrong.csv" >asked.csv
  ta-validate -v --show-values "$BATS_FILE_TMPDIR/wrong.csv" >out 2>err
  ta-validate -v --show-values "$BATS_FILE_TMPDIR/invalid.csv" >out 2>>err
  ta-validate -v --show-values asked.csv >out 2>>err
  for field in $wrong; do
    grep -q "row 2: id zq7-id-[0-9]*: $field: .*$(canary "$field")" err ||
      { echo "$field is not shown"; return 1; }
  done
}

@test "--show-values: free text and contact details never, by any tool" {
  secret="zq7-($(printf '%s\n' $never id | tr _ - | paste -sd'|'))|zq7\.example|zq7 .*facts"
  grep -qE "$secret" "$BATS_FILE_TMPDIR/valid.csv"
  for tool in $streams; do
    for file in full-valid.csv full-invalid.csv full-wrong.csv full-survivors.csv short.csv long.csv bytes.csv \
      open.csv stray.csv twice.csv deep.yaml item.yaml wrong.yaml; do
      go "$tool" -v --show-values "$BATS_FILE_TMPDIR/$file"
      [ -s err ]
      ! unnamed err | grep -aE "$secret" || { echo "^ $tool $file"; return 1; }
    done
  done
}

@test "--show-values: a value is escaped" {
  printf '%s\n' id,received,email,role,assistance,facts \
    $'1,2026-11-02,a@example.org,\342\200\256lanoitcel\302\233,case-consultation,why' >in.csv
  ta-validate -v --show-values in.csv >out 2>err
  grep -q 'role:.*lanoitcel' err
  plain err
}

# Survivors

@test "lists: a slip in what staff fill in is not the requester's to read" {
  printf '%s\n' id,received,email,role,assistance,topics,facts,ethics_flag,status \
    '1,2026-11-23,a@example.org,attorney,case-consultation,immigration,May she work while her own case is pending?,flagged,open' >slip.csv
  run ta-validate -q --list slip.csv
  [ "$(wc -l <<<"$output")" -eq 1 ] || { echo "$output"; return 1; }
  ta-validate -q slip.csv | column ta_findings | grep -qxF 'status-invalid;ethics_flag-invalid'
}

@test "survivors: ta-validate --list has no contact detail and asks for nothing" {
  ta-validate --list "$BATS_FILE_TMPDIR/survivors.csv" >list.csv 2>err
  head -1 list.csv | grep -qx 'file,line,row,id,field,rule,severity,sentence'
  for field in $never; do
    ! grep "zq7-${field//_/-}" list.csv || { echo "$field"; return 1; }
  done
  run ! grep 'zq7\.example' list.csv
  [ -z "$(mlr -S --icsv --onidx filter '$severity == "hold" || $severity == "error"' list.csv)" ]
}

@test "lists: a request with an alert is in no list, whatever else is found in it" {
  printf '%s\n' id,received,email,role,assistance,facts,own_case \
    '1,2026-11-02,a@example.org,paralegal,case-consultation,May I work while my case is pending?,yes' \
    '2,2026-11-02,b@example.org,paralegal,case-consultation,May she work while her case is pending?,no' >two.csv
  TA_SWITCHES=high_volume ta-validate -q two.csv | mlr --icsv --onidx filter '$id == 1' then cut -f ta_findings >found
  grep -q may-be-survivor found
  grep -q target-may-slip found
  TA_SWITCHES=high_volume run -1 ta-validate -q --list two.csv
  [ "$(column id <<<"$output" | sort -u)" = 2 ]
}

@test "lists of others' records: no free text, no contact detail" {
  asked "$BATS_FILE_TMPDIR/wrong.csv" >wrong.csv
  run -1 ta-validate -q --list wrong.csv -o list.csv
  [ "$(wc -l <list.csv)" -gt 20 ]
  for field in $never; do
    ! grep "zq7-${field//_/-}" list.csv || { echo "$field"; return 1; }
  done
}

@test "survivors: warned of at once, with the hotline's number and no detail" {
  go ta-submit "$BATS_FILE_TMPDIR/survivors.csv"
  [ "$(grep -c 1-888-539-2373 err)" -eq 2 ]
  go ta-submit -q "$BATS_FILE_TMPDIR/survivors.csv"
  [ "$(grep -c 1-888-539-2373 err)" -eq 2 ]
  heard err
}

# Bytes that a terminal obeys

# What a terminal does not obey, of UTF-8: no controls, nothing that changes direction.
printed='(?:[\x20-\x7e]|(?!\xc2[\x80-\x9f]|\xd8\x9c)[\xc2-\xdf][\x80-\xbf]'
printed+='|(?!\xe0[\x80-\x9f]|\xed[\xa0-\xbf]|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9])[\xe0-\xef][\x80-\xbf]{2}'
printed+='|(?!\xf0[\x80-\x8f]|\xf4[\x90-\xbf])[\xf0-\xf4][\x80-\xbf]{3})*+'

# plain FILE: lines of printable UTF-8 and nothing else.
plain() {
  if LC_ALL=C grep -aqvxP "$printed" "$1"; then
    cat -v "$1"
    echo "^ not plain"
    return 1
  fi
}

# ESC, BEL, DEL, C1 (CSI), right-to-left override, isolate, mark, half a letter.
few=($'\033[31m' $'\302\233' $'\342\200\256' $'\377')
obeyed=("${few[@]}" $'\007' $'\177' $'\342\201\246' $'\342\200\217'
  $'\330\234' $'\r' $'\t' $'\n')

@test "raw bytes: the look for them can fail" {
  for bytes in "${obeyed[@]}"; do
    [ "$bytes" != $'\n' ] || continue
    printf 'a%sb\n' "$bytes" >err
    run plain err
    [ "$status" -ne 0 ]
  done
  printf 'a … “é”\n' >err
  plain err
}

@test "raw bytes: names of files, as input, output, policy, rejects, folder" {
  for bytes in "${few[@]}" $'\r' $'\n'; do
    name=a${bytes}b
    for tool in $streams; do
      go "$tool" "$name.csv"
      [ "$(wc -l <err)" -eq 1 ]
      plain err || { echo "$tool"; return 1; }
      : >"$name.csv"
      go "$tool" "$name.csv"
      [ "$(wc -l <err)" -eq 1 ]
      plain err || { echo "$tool"; return 1; }
      rm -f "$name.csv"
      go "$tool" -o "$name/x" "$BATS_FILE_TMPDIR/full-valid.csv"
      [ "$(wc -l <err)" -ge 1 ]
      plain err || { echo "$tool -o"; return 1; }
    done
    cp "$BATS_FILE_TMPDIR/invalid.csv" "$name.csv"
    ta-validate -v "$name.csv" >out 2>err
    grep -q 'role-invalid' err
    plain err
    rm -f "$name.csv"
    go ta-due -p "$name" "$BATS_FILE_TMPDIR/valid.csv"
    [ "$(wc -l <err)" -eq 1 ]
    plain err
    go ta-policy --check "$name"
    [ "$(wc -l <err)" -eq 1 ]
    plain err
    echo 'versoin: 1' >"$name"
    go ta-policy --check "$name"
    [ "$(wc -l <err)" -eq 1 ]
    plain err
    rm -f "$name"
    go ta-submit -r "$name/x" "$BATS_FILE_TMPDIR/valid.csv"
    plain err
    go ta-route --split "$name" "$BATS_FILE_TMPDIR/full-valid.csv"
    plain err
  done
}

@test "raw bytes: words of the command line and the environment" {
  file=$BATS_FILE_TMPDIR/full-valid.csv
  for bytes in "${few[@]}" $'\r' $'\n'; do
    word=a${bytes}b
    for words in -d -f -s -t "--no-such-option=$word" "--$word"; do
      go ta-due "$words" "$word" "$file"
      [ "$(wc -l <err)" -eq 1 ]
      plain err || { echo "$words"; return 1; }
    done
    TA_TODAY=$word go ta-due "$file"
    plain err
    TA_SWITCHES=$word go ta-due "$file"
    plain err
    TA_POLICY=$word go ta-due "$file"
    plain err
    go ta-route -Q "$word" "$file"
    plain err
    go ta-prioritize -n "$word" "$file"
    plain err
    go ta-due --received "$word"
    plain err
    go ta-policy --holidays "$word"
    plain err
    go ta-submit -F "$word=x"
    plain err
    go ta-submit -F "$word"
    plain err
  done
}

@test "raw bytes: headers and keys" {
  for bytes in "${few[@]}"; do
    printf 'id,received,emaiI%s,"role%s","assi%sstance"\n1,2026-11-02,a,b,c\n' "$bytes" "$bytes" "$bytes" >a.csv
    printf 'id,received,email,"x%sy"\n1,2026-11-02,a@example.org,b\n' "$bytes" >b.csv
    printf 'id,received,email,"x%sy","x%sy"\n1,2026-11-02,a@example.org,b,c\n' "$bytes" "$bytes" >c.csv
    printf -- '---\nid: 1\n---\nid: 2\n"x%sy": b\n' "$bytes" >d.yaml
    printf -- '---\nid: 1\n"x%sy": {a: {b: c}}\n' "$bytes" >e.yaml
    for tool in $streams; do
      for words in a.csv b.csv c.csv d.yaml e.yaml "a.csv b.csv" "c.csv -t yaml" "d.yaml -t csv"; do
        go "$tool" -v $words
        plain err || { echo "$tool $words"; return 1; }
      done
    done
  done
}

@test "raw bytes: values, in every field" {
  for bytes in "${obeyed[@]}"; do
    [ "$bytes" != $'\n' ] || continue
    {
      echo "${fields// /,}"
      for i in 1 2; do
        line=
        for field in $fields; do line+=",\"a$i${bytes}b\""; done
        echo "${line:1}"
      done
    } >in.csv
    for tool in ta-submit ta-validate ta-due; do
      for words in '' '-v --show-values'; do
        go "$tool" $words in.csv
        [ -s err ]
        plain err || { echo "$tool $words"; return 1; }
      done
    done
  done
}

@test "raw bytes: a policy's words" {
  for bytes in "${few[@]}"; do
    for edit in 's/^name: .*/name: "a@b"/' 's/^edition: .*/edition: "a@b"/' \
      's/^version: 1/"vers@ion": 1/' 's/^dates: mdy/dates: "m@dy"/' \
      's/^timezone: .*/timezone: "A@b"/' 's/- name: state/- name: "st@ate"/' \
      's/- id: ethics-history/- id: "eth@ics"/' 's/queue: hotline/queue: "hot@line"/' \
      's/  hotline:/  "hot@line":/' 's/{role: survivor}/{role: "sur@vivor"}/' \
      's/  high_volume:/  "high@volume":/' 's/This may be a survivor/This@may be a survivor/'; do
      ta-policy | sed "${edit//@/$bytes}" >policy.yaml
      go ta-policy --check policy.yaml
      [ -s err ]
      plain err || { echo "$edit"; return 1; }
      printf 'role,received,own_case,ta_findings\nsurvivor,2026-11-02,yes,\n' >in.csv
      go ta-submit -v -p policy.yaml in.csv
      plain err || { echo "$edit"; return 1; }
      go ta-validate -v -p policy.yaml in.csv
      plain err || { echo "$edit"; return 1; }
      go ta-route -v -p policy.yaml in.csv
      plain err || { echo "$edit"; return 1; }
    done
  done
}

@test "command line: the text after an unknown option is not said" {
  for tool in ta-submit ta-validate ta-route ta-policy; do
    run -2 --separate-stderr "$tool" '--facts=my client fled in May'
    [[ $stderr == *"unknown option '--facts'"* && $stderr != *client* ]]
  done
  run -2 --separate-stderr ta-submit -F "My client fled in May and has been hiding at her aunt's ever since then = why"
  [[ $stderr != *client* ]]
}

@test "command line: a value may come from a file or standard input, so that no process list shows it" {
  printf 'She fled in May.\nMay she work?\n' >story.txt
  ta-submit -q -F role=attorney -F 'email=a@example.org' -F assistance=case-consultation -F "facts=$(cat story.txt)" >one.csv
  ta-submit -q -F role=attorney -F 'email=a@example.org' -F assistance=case-consultation -F facts=@story.txt >two.csv
  ta-submit -q -F role=attorney -F 'email=a@example.org' -F assistance=case-consultation -F facts=- <story.txt >three.csv
  same one.csv two.csv
  same one.csv three.csv
  ta-submit -q -F facts=@@home -t jsonl | grep -q '"facts":"@home"'
  mkdir below && mv story.txt below
  ta-submit -q -F role=attorney -F 'email=a@example.org' -F assistance=case-consultation -F facts=@below/story.txt >two.csv
  same one.csv two.csv
  run -2 --separate-stderr ta-submit -F facts=@none.txt
  [[ $stderr == *"none.txt: cannot open the file"* ]]
}

@test "command line: standard input is one value only, and a file has a name" {
  record=(ta-submit -F role=attorney -F email=a@example.org -F assistance=case-consultation)
  echo 'She fled in May.' >story.txt
  for two in '-F facts=- -F name=-' '-F facts=- -F name=@-' '-F name=@/dev/stdin -F facts=-' '-F topics=- -F topics=-'; do
    # shellcheck disable=SC2086 # split on purpose
    go "${record[@]}" $two <story.txt
    refused ta-submit '--field: standard input can be only one value; .*' || { echo "$two"; return 1; }
  done
  go "${record[@]}" -F facts=@
  refused ta-submit "--field: expected the name of a file after '@'; .*"
  # a line end of either kind is the last one
  printf 'She fled in May.\r\n' >other.txt
  same <("${record[@]}" -q -F facts=@story.txt) <("${record[@]}" -q -F facts=@other.txt)
}
