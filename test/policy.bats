#!/usr/bin/env bats
# The policy file: the built-in one broken in one place at a time, which one is in
# force, its holidays against the government's tables, its form at intake, and
# that no C file holds a value of it.
#
# data/policy-bad: NAME.sed edits what `ta-policy` prints, or NAME.yaml is the
# file; NAME.err is what is said of it. There «text» is the first place where the
# broken file has this text, or the place of the bar in it; LINE is the first line
# that the edit changed, or LINE+N, LINE-N. A change of the policy elsewhere moves
# no golden text.

# shellcheck disable=SC2094,SC2015,SC2030,SC2031
# A function and the file that it is kept in have one name; A && B || C is meant
# as written; each test has its own environment.

load helper

site=$examples/site-policy.yaml

# Makes NAME.yaml and NAME.wanted of every broken policy.
setup_file() {
  quick
  local edit name line
  cd "$BATS_FILE_TMPDIR" || return 1
  mkdir bad
  ta-policy >default.yaml
  cp "$data"/policy-bad/*.yaml bad
  for edit in "$data"/policy-bad/*.sed; do
    name=${edit##*/} name=${name%.sed}
    sed -f "$edit" default.yaml >"bad/$name.yaml"
  done
  for edit in "$data"/policy-bad/*.err; do
    name=${edit##*/} name=${name%.err}
    line=$(cmp default.yaml "bad/$name.yaml" 2>&1 |
      sed -n 's/.*EOF on .* line \([0-9]*\)$/\1 + 1/p; s/.*differ: .* line \([0-9]*\)$/\1/p')
    perl -pe '
      BEGIN { ($name, $line) = splice @ARGV, 0, 2; local $/; open F, "<", "bad/$name.yaml"; $file = <F> }
      s/^policy\.yaml:/bad\/$name.yaml:/;
      s/:LINE([-+]\d+)?:/":" . ($line + ($1 \/\/ 0)) . ":"/e;
      if (/:«(.*?)»:/) {
        ($text, $bar) = ($1, index($1, "|"));
        $text =~ s/\|//;
        $before = substr $file, 0, index($file, $text) + ($bar < 0 ? 0 : $bar);
        $place = 1 + ($before =~ tr/\n//) . ":" . (length($before) - rindex($before, "\n"));
        s/«.*?»/$place/;
      }' "$name" "$((line))" "$edit" >"bad/$name.wanted"
  done
  printf '%s\n' id,received,email,role,assistance,facts,ta_findings,ta_target,ta_due \
    1,2026-11-02,a@example.org,attorney,case-consultation,why,,, >in.csv
}

setup() {
  quick
  cd "$BATS_FILE_TMPDIR" || return 1
}

# every TOOL ARGUMENTS...: refuses every broken policy, named BROKEN, as it should:
# status 2, the golden line, not one byte on stdout.
every() {
  local file name wanted said n=0 failed=0
  for file in bad/*.wanted; do
    name=${file#bad/} name=${name%.wanted}
    n=$((n + 1))
    try "${@/#BROKEN/bad/$name.yaml}" >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err"
    mapfile -t wanted <"$file"
    mapfile -t said <"$BATS_TEST_TMPDIR/err"
    if [ "$rc" -ne 2 ] || [ -s "$BATS_TEST_TMPDIR/out" ] || [ "$1: ${wanted[*]}" != "${said[*]}" ]; then
      failed=$((failed + 1))
      printf '%s: status %s\n  wanted %s\n  got    ' "$name" "$rc" "$1: ${wanted[*]}"
      cat "$BATS_TEST_TMPDIR/err"
      head -2 "$BATS_TEST_TMPDIR/out"
    fi
  done
  echo "$n broken policies, $failed not refused as they should be"
  [ "$n" -ge 35 ] && [ "$failed" -eq 0 ]
}

@test "broken policies: each edit changes something, each has its golden line" {
  for edit in "$data"/policy-bad/*.sed "$data"/policy-bad/*.yaml; do
    name=${edit##*/} name=${name%.*}
    mapfile wanted <"bad/$name.wanted"
    ! cmp -s default.yaml "bad/$name.yaml" || { echo "$name changes nothing"; return 1; }
    # one line, file:line:column: sentence
    [[ ${#wanted[@]} -eq 1 && ${wanted[0]} =~ ^bad/$name\.yaml:[1-9][0-9]*:[1-9][0-9]*:\ [^\ ].*$'\n'$ ]] ||
      { echo "$name"; return 1; }
  done
}

@test "broken policies: ta-policy --check" {
  every ta-policy --check BROKEN
}

@test "broken policies: ta-due --policy" {
  every ta-due -p BROKEN in.csv
}

@test "broken policies: by TA_POLICY, through every tool, and no file is made" {
  for name in key-misspelt field-unknown key-twice alias zone-unknown; do
    for tool in ta-submit ta-validate ta-due ta-prioritize ta-route; do
      run -2 --separate-stderr env TA_POLICY="bad/$name.yaml" "$tool" -q -o queue.csv in.csv
      [ "$stderr" = "$tool: $(cat "bad/$name.wanted")" ]
      [ -z "$output" ]
      [ ! -e queue.csv ]
    done
  done
}

# The built-in one, and which one is in force

@test "ta-policy prints the file of the tree, byte for byte, and it loads again" {
  same "$root/lib/policy/default-policy.yaml" default.yaml
  ta-policy -p default.yaml | same default.yaml -
  run --separate-stderr ta-policy --check default.yaml
  [ "$status" -eq 0 ]
  [ -z "$output" ]
  for tool in ta-validate ta-due ta-route; do
    same <("$tool" -q in.csv) <("$tool" -q -p default.yaml in.csv)
  done
}

@test "a pipe is read once: every file that an option names may be one, by its name too" {
  cd "$BATS_TEST_TMPDIR"
  cp "$examples/google-forms.csv" form.csv
  mkfifo fifo
  ta-policy >wanted
  go timeout 10 ta-policy -p <(ta-policy)
  clean 0 && same wanted out
  TA_POLICY=<(ta-policy) go timeout 10 ta-policy
  clean 0 && same wanted out
  cat wanted >fifo &
  go timeout 10 ta-policy -p fifo
  clean 0 && same wanted out
  go ta-policy -p - <wanted
  clean 0 && same wanted out
  go timeout 10 ta-policy --check <(ta-policy)
  [ "$rc" -eq 0 ]
  go timeout 10 ta-policy -q --test <(cat "$examples/cases.csv")
  silent 0
  quietly ta-submit -q form.csv >records.csv
  go timeout 10 ta-policy -q --compare <(ta-policy) <(cat records.csv)
  clean 0 && [ "$(wc -l <out)" -eq 1 ]
  ta-validate -q records.csv | ta-due -q | ta-prioritize -q >queue.csv
  printf 'version: 1\nid_prefix: gf-\n' >map.yaml
  id=$(column id records.csv | head -n 1)
  quietly ta-submit -q -m map.yaml --join <(printf 'id,status\n%s,on-hold\n' "$id") form.csv >wanted
  go timeout 10 ta-submit -q -p <(ta-policy) -m <(cat map.yaml) --join <(printf 'id,status\n%s,on-hold\n' "$id") <(cat form.csv)
  [ "$rc" -eq 1 ]
  same <(mlr --csv cut -x -f ta_source wanted) <(mlr --csv cut -x -f ta_source out)
  go timeout 10 ta-prioritize -q --since <(cat queue.csv) <(cat queue.csv)
  [ "$rc" -eq 0 ]
  [ "$(column id out)" = "$(column id queue.csv)" ]
  quietly ta-submit -q -a ledger form.csv
  go timeout 10 ta-log --verify <(cat ledger)
  [ "$rc" -eq 0 ]
  grep -q intact err
}

@test "the policy in force: --policy, then TA_POLICY, then the built-in one" {
  ta-policy -p "$site" | same "$site" -
  TA_POLICY=$site ta-policy | same "$site" -
  TA_POLICY=$site ta-policy -p default.yaml | same default.yaml -
  TA_POLICY=bad/alias.yaml ta-policy -p default.yaml | same default.yaml -
  TA_POLICY='' ta-policy | same default.yaml -
  run -2 --separate-stderr env TA_POLICY="$site" ta-policy -p bad/alias.yaml
  [ -z "$output" ]
  run -2 --separate-stderr env TA_POLICY=no-such-file.yaml ta-policy
  [ -z "$output" ]
}

@test "the policy in force: never a file of the working directory" {
  mkdir "$BATS_TEST_TMPDIR/here" "$BATS_TEST_TMPDIR/here/ta"
  cd "$BATS_TEST_TMPDIR/here"
  for name in policy.yaml default-policy.yaml site-policy.yaml ta/policy.yaml; do
    echo 'version: 2' >"$name"
  done
  ta-policy | same "$root/lib/policy/default-policy.yaml" -
}

@test "a policy is replaced whole: a section that it lacks is not the built-in one's" {
  # the site's file without its list of checks: no finding of either is made
  sed '/^checks:/,/^calendar:/{/^calendar:/!d}' "$site" >lean.yaml
  ta-policy -q --check lean.yaml
  printf 'received,email,role\n2026-11-02,a@example.org,paralegal\n' >lean.csv
  ta-validate -q lean.csv | column ta_findings | grep -q supervisor
  run ! grep -q supervisor <(ta-validate -q -p lean.yaml lean.csv)
}

@test "a rule's id may be long: its message comes ten times, then a count" {
  id=$(printf 'long-id-%.0s' 1 2 3 4 5 6 7 8 9)x
  sed "s/^  - id: question-missing\$/  - id: $id/" default.yaml >long-id.yaml
  {
    echo id,received,email,role,assistance,facts
    for i in $(seq 30); do echo "$i,2026-11-02,a@example.org,attorney,case-consultation,"; done
  } >thirty.csv
  ta-validate -p long-id.yaml thirty.csv >out 2>err
  [ "$(grep -c "\[$id\]$" err)" -eq 11 ]
  grep -q "and 20 more like this \[$id\]$" err
}

# Holidays

# opm YEAR: the federal holidays that lie in the year, as the Office of Personnel
# Management publishes them (opm.gov, Federal Holidays); of 2028 New Year's Day
# is a Saturday and observed on the Friday before.
opm() {
  echo date,weekday,name
  case $1 in
  2025) set -- 01-01 wednesday 01-20 02-17 05-26 '06-19 thursday' '07-04 friday' 09-01 10-13 '11-11 tuesday' 11-27 '12-25 thursday' ;;
  2026) set -- 01-01 thursday 01-19 02-16 05-25 '06-19 friday' '07-03 friday' 09-07 10-12 '11-11 wednesday' 11-26 '12-25 friday' ;;
  2027) set -- 01-01 friday 01-18 02-15 05-31 '06-18 friday' '07-05 monday' 09-06 10-11 '11-11 thursday' 11-25 '12-24 friday' ;;
  2028) set -- '' '' 01-17 02-21 05-29 '06-19 monday' '07-04 tuesday' 09-04 10-09 '11-10 friday' 11-23 '12-25 monday' ;;
  esac
  [ -z "$1" ] || echo "$1,$2,New Year's Day"
  printf '%s\n' "$3,monday,\"Birthday of Martin Luther King, Jr.\"" "$4,monday,Washington's Birthday" \
    "$5,monday,Memorial Day" "${6/ /,},Juneteenth National Independence Day" \
    "${7/ /,},Independence Day" "$8,monday,Labor Day" "$9,monday,Columbus Day" \
    "${10/ /,},Veterans Day" "${11},thursday,Thanksgiving Day" "${12/ /,},Christmas Day"
}

@test "holidays: 2025 to 2028 are those of OPM's tables, by date, weekday and name" {
  for year in 2025 2026 2027 2028; do
    { opm $year | sed "s/^[01]/$year-&/"
      # 1 January 2028 is a Saturday
      [ $year -ne 2027 ] || echo "2027-12-31,friday,New Year's Day"; } >wanted
    ta-policy --holidays $year | same wanted - || { echo "$year"; return 1; }
  done
}

@test "holidays: Juneteenth since 2021 only, and nobody works on a closed day" {
  run ! grep Juneteenth <(ta-policy --holidays 2020)
  ta-policy --holidays 2021 | grep -q '^2021-06-18,friday,Juneteenth'
  # a request of the day before a holiday: it is not counted
  [ "$(ta-due --received 2028-11-09)" = 2028-12-04 ]
  [ "$(ta-due --received 2027-12-30)" = 2028-01-24 ]
}

@test "holidays: the day after another one is none before that one began" {
  after() {
    ta-policy | sed "s/^    - {name: Independence Day/    - {name: Day After, on: the day after Juneteenth National Independence Day$1}\n&/" >after.yaml
    for year in 2018 2019 2020 2021 2022 2023 2024; do
      ta-policy -p after.yaml --holidays "$year" | grep -c 'Day After' || true
    done | paste -sd ' ' -
  }
  [ "$(after '')" = '0 0 0 1 1 1 1' ]
  [ "$(after ', since: 2023')" = '0 0 0 0 0 1 1' ]
  [ "$(after ', since: 2019')" = '0 0 0 1 1 1 1' ]
  # and the day after that
  [ "$(after '}\n    - {name: Second Day After, on: the day after day-after')" = '0 0 0 2 2 2 2' ]
}

# The form

@test "--fields: the fields of the policy in order, with the values, none of staff's" {
  ta-policy --fields >form.yaml
  grep -oE '^[a-z_]+:' form.yaml | tr -d : >got
  printf '%s\n' id received name email phone organization state role own_case ovc_grantee \
    supervisor_name supervisor_email supervisor_phone supervisor_role assistance topics \
    document facts attachments deadline deadline_kind courses_passed courses_taken wants_call \
    asks_for client_location materials_reviewed follows_prior_advice >wanted
  same wanted got
  # in a comment before the field: the values, as records.md lists them
  for words in 'assistance: case-consultation, general-information, document-review' \
    'supervisor_role: attorney, doj-accredited-representative' \
    'client_location: la-county, elsewhere, unknown' \
    'deadline_kind: court, filing, other, none' \
    'attachments: emp-worksheet, uscis-decision, draft-response, other' \
    'asks_for: extensive-research, final-determination, final-review, mentor, representation, client-referral'; do
    grep -B1 "^${words%%:*}:" form.yaml | head -1 | grep '^#' | grep -qF "${words#*: }"
  done
}

@test "--fields: filled in it is a YAML form that ta-submit takes" {
  ta-policy --fields >form.yaml
  sed -e 's/^received:/& 11\/2\/2026/' -e 's/^email:/& a@example.org/' -e 's/^role:/& Lawyer/' \
    -e 's/^assistance:/& Case Consultation/' -e 's/^topics: .*/topics: [T visas, ethics]/' \
    -e 's/^facts:/& |\n  One line,\n  and two./' -e 's/^wants_call:/& no/' form.yaml >filled.yaml
  run -0 --separate-stderr ta-submit -q -t csv filled.yaml
  ta-submit -q -t csv filled.yaml >one.csv
  for words in received=2026-11-02 email=a@example.org role=attorney \
    assistance=case-consultation 'topics=t-visa;ethics' wants_call=no deadline= document=; do
    [ "$(column "${words%%=*}" one.csv)" = "${words#*=}" ] || { echo "$words"; return 1; }
  done
  [ "$(mlr -S --icsv --ojsonl cut -f facts one.csv)" = '{"facts": "One line,\nand two.\n"}' ]
  # and on through the pipe
  [ "$(pipe filled.yaml -t csv | column ta_queue)" = case-consultation ]
}

@test "--fields: blank it is a record of nothing, not an error" {
  ta-policy --fields >form.yaml
  ta-submit -q -t csv form.yaml >blank.csv
  [ "$(mlr --icsv --onidx count blank.csv)" -eq 1 ]
  [ -z "$(column role blank.csv)$(column topics blank.csv)$(column facts blank.csv)" ]
}

# Another policy is another program

# queues_of POLICY: their names, in order.
queues_of() {
  sed -n '/^routes:/,/^copies:/p' "$1" | grep -oP 'queue: \K[a-z-]+' | sort -u
}

@test "the site's policy: its own queues, dates and name, with the same tools" {
  queues_of "$site" >queues
  queues_of default.yaml >builtin
  [ -z "$(comm -12 queues builtin)" ]
  export TA_POLICY=$site
  pipe "$examples/google-forms.csv" >routed.csv 2>/dev/null
  column ta_queue routed.csv | sort -u >used
  [ "$(wc -l <used)" -ge 4 ]
  [ -z "$(comm -23 used queues)" ]
  [ "$(column ta_policy routed.csv | grep -c 'tidewater-desk.*2026-11-02')" -eq "$(column id routed.csv | wc -l)" ]
  # ten business days there; 24 December to 1 January the office is closed
  [ "$(ta-due --received 2025-06-02)" = 2025-06-16 ]
  [ "$(ta-due --received 2026-12-14)" = 2027-01-06 ]
  mkdir by
  ta-route -q --split by routed.csv
  same queues <(cd by && printf '%s\n' *.csv | sed 's/\.csv$//' | sort)
}

@test "a queue, a role, a holiday of one's own: no program is changed for it" {
  sed -e 's/queue: general-information/queue: quick-answers/' \
    -e 's/^      - paralegal$/&\n      - {value: navigator, labels: [Court navigator]}/' \
    -e 's/role: \[social-service-provider,/role: [navigator, social-service-provider,/' \
    -e 's/^  closures: .*/  closures: [2026-11-03\/2026-11-04]/' \
    -e 's/^name: .*/name: mine/' default.yaml >mine.yaml
  export TA_POLICY=mine.yaml
  printf 'Timestamp,Email,Your role,Assistance,Facts\n11/2/2026,a@example.org,Court Navigator,General Information,why\n' >mine.csv
  pipe mine.csv >routed.csv
  [ "$(column role routed.csv)" = navigator ]
  [ "$(column ta_queue routed.csv)" = quick-answers ]
  # two days later than 2026-11-24, over Thanksgiving Day
  [ "$(column ta_target routed.csv)" = 2026-11-27 ]
  column ta_policy routed.csv | grep -q mine
}

# No value of the policy in any C file

# literals: of the library and the tools, a file and a text a line.
literals() {
  perl -0777 -ne 's{/\*.*?\*/}{}gs; my ($file) = $ARGV =~ m{([^/]*)$};
    for (split /\n/) { print "$file $&\n" while /"([^"\\]|\\.)*"/g }' "$root"/lib/*/*.[ch] "$root"/cmd/*.c
}

# code: their code without comments and texts, a file and a line.
code() {
  perl -0777 -ne 's{/\*.*?\*/}{}gs; s{"([^"\\]|\\.)*"}{""}g; my ($file) = $ARGV =~ m{([^/]*)$};
    print s/^/$file /mgr' "$root"/lib/*/*.[ch] "$root"/cmd/*.c
}

# words: what the policy names. Each kind is counted, so that none is missed.
words() {
  local policy=$root/lib/policy/default-policy.yaml
  sed -n '/^fields:/,/^facts:/p' "$policy" | grep -oP '^  - \{?name: \K[a-z_]+' >w.fields
  {
    grep -oP '\{value: \K[a-z0-9-]+' "$policy"
    grep -oP '^      - \K[a-z0-9-]+$' "$policy"
    grep -oP 'values: \[\K.*' "$policy" | tr ',{}[]' '\n' | grep -oP '^ *\K[a-z0-9-]+(?= *$)'
  } | sort -u >w.values
  grep -oP '(^ +- id: |\{id: )\K[a-z0-9-]+' "$policy" | sort -u >w.ids
  queues_of "$policy" >w.queues
  sed -n '/^referrals:/,/^combinations:/s/^  \([a-z-]*\):$/\1/p' "$policy" >w.referrals
  grep -oP '^    - \{name: \K("[^"]*"|[^,]*)' "$policy" | tr -d '"' >w.holidays
  sed -n '/^switches:/,/^$/s/^  \([a-z_]*\):.*/\1/p' "$policy" >w.switches
  [ "$(wc -l <w.fields)" -eq 39 ] && [ "$(wc -l <w.values)" -ge 60 ] &&
    [ "$(wc -l <w.ids)" -ge 100 ] && [ "$(wc -l <w.queues)" -eq 16 ] &&
    [ "$(wc -l <w.referrals)" -eq 10 ] && [ "$(wc -l <w.holidays)" -eq 11 ] &&
    [ "$(wc -l <w.switches)" -eq 1 ] || { wc -l w.*; return 1; }
  sort -u w.*
}

# The grammar's own words, which a policy may use as names too.
grammar='id a key of every rule (policy.md)
name a key of fields and holidays (policy.md)
facts a section of the policy (policy.md)
referrals a section of the policy (policy.md)
phone a key of a referral (policy.md)
email a type of field (policy.md)
closed an operator of the conditions (policy.md)
yes the word for it (policy.md)
no the word for it (policy.md)
accept an outcome (rules.md)
none a severity and an outcome, a status of ta-due (policy.md, records.md)
review an outcome and a severity (rules.md)
redirect an outcome (rules.md)
other an item "other: …" of a list (policy.md, Conditions)
finished a status of ta-due (records.md)
on-hold a status of ta-due (records.md)
received the option --received of ta-submit and ta-due (tools.md)
new a word of ta_change (records.md)
held a key of the clock (policy.md)
answered a key of the clock (ta-policy(5))
verified a key of fields and events (policy.md)
done a key of the clock (ta-policy(5))
quarter a period of the calendar (ta-report(1))
letter the field by which each letter is drafted once (ta-policy(5))
drafted the event that says so (ta-policy(5))'

@test "C: no text is a queue, value, field, id, switch or holiday of the policy" {
  words >words
  echo "$grammar" | cut -d' ' -f1 | sort >allowed
  literals >literals
  [ "$(wc -l <literals)" -gt 500 ]
  sed 's/^\([^ ]*\) "\(.*\)"$/\2/' literals | sort -u >texts
  comm -12 texts words >both
  # the list of exceptions has no more than it needs
  same allowed both
}

@test "bounds: as many values of a field, and as many fields, as there may be, and one more" {
  for n in 256 257; do
    sed "s/{name: courses_passed, type: list,/& values: [$(seq -s', v' -f %g $n | sed 's/^/v/')],/" default.yaml >many.yaml
    # what is asked of the field's own courses is no value now
    sed -i '/^facts:/,$s/human-trafficking-defined/v1/g; /^facts:/,$s/t-visas-part-1/v2/g
      /^facts:/,$s/intensive-t-visa-declaration-review-workshop/v3/g' many.yaml
    run --separate-stderr ta-policy --check many.yaml
    # shellcheck disable=SC2154 # set by run
    [ "$n" -eq 257 ] || [ "$status" -eq 0 ] || { echo "$stderr"; return 1; }
  done
  [ "$status" -eq 2 ]
  [[ $stderr == *": a field can have at most 256 values" ]]
  had=$(ta-policy | sed -n '/^fields:/,/^facts:/p' | grep -c '^  - .*name: ')
  for n in 1024 1025; do
    awk -v n=$((n - had)) '/^facts:/ { while (i++ < n) print "  - {name: x_" i ", type: text}" } { print }' default.yaml >many.yaml
    run --separate-stderr ta-policy --check many.yaml
    [ "$n" -eq 1025 ] || [ "$status" -eq 0 ] || { echo "$stderr"; return 1; }
  done
  [ "$status" -eq 2 ]
  [[ $stderr == *": there are more than 1024 fields" ]] || { echo "$stderr"; return 1; }
}

@test "one text is a sequence of itself, and a queue needs no groups" {
  sed 's/^\(identity: .*\)from: .*/\1from: email}/; /^  groups:$/,/^  open:/{/^  open:/!d}' default.yaml >plain.yaml
  ta-policy --check plain.yaml
  ta-prioritize -q -p plain.yaml in.csv >out.csv
  [ "$(column ta_rank out.csv)" = 1 ]
}

@test "C: no text holds a role, or a name of the policy that is not a plain word" {
  words >words
  echo "$grammar" | cut -d' ' -f1 | sort >allowed
  {
    grep -E '[-_ ]' words
    printf '%s\n' attorney paralegal survivor hotline courses mentors supervised answerable
  } | sort -u | comm -23 - allowed >names
  [ "$(wc -l <names)" -gt 100 ]
  literals >literals
  grep -wFf names literals >hits || true
  # \b ends a word at a hyphen, so look again
  while read -r name; do
    grep -P "(?<![\\w-])\\Q$name\\E(?![\\w-])" hits || true
  done <names >found
  [ ! -s found ] || { cat found; return 1; }
}

@test "C: no telephone number, address or sentence of the policy" {
  # but that of the language of schemas
  literals | grep -vxF 'schema.c "https://json-schema.org/draft/2020-12/schema"' >literals
  run ! grep -E '[0-9]{3}-[0-9]{4}|https?:|nationbuilder' literals
  # six words in a row of what is said to people
  tr -s '\n ' ' ' <"$root/lib/policy/default-policy.yaml" |
    grep -oP 'says: \K.*?(?= (refer|staff|url|phone|text_only|severity|when|alert|outcome|calls): | # | - |: )' |
    grep -oE '([^ ]+ ){6}' | sed 's/ *$//' | sort -u >phrases
  [ "$(wc -l <phrases)" -gt 60 ]
  run ! grep -Ff phrases literals
}

# Numbers of the policy that C needs for something else.
numbers='date.c 60 of minutes and seconds
date.c 15 the hours of an offset are fewer'

@test "policies cite words, no numbers of rules" {
  # a request may have such an id
  run ! grep -nE '\bR[0-9][0-9][a-z]*\b' "$root/lib/policy/default-policy.yaml" "$site" "$examples"/policies/*.yaml "$root"/lib/policy/*.[ch]
}

@test "C: no number of business days, of open requests, no year of the policy" {
  grep -oP '[0-9]+(?= business days)|open_requests_over: \K[0-9]+|since: \K[0-9]+' \
    "$root/lib/policy/default-policy.yaml" | sort -u >policy-numbers
  same <(printf '%s\n' 15 1986 2 2021 3 60) policy-numbers
  code >code
  : >found
  for number in 15 60 1986 2021; do
    grep -wE "$number" code |
      grep -vE "^($(echo "$numbers" | awk -v n=$number '$2 == n { printf "%s%s", bar, $1; bar = "|" }'))( |$)" >>found || true
  done
  # of 2 and 3 there are many; none of them is a margin, a warning or a target
  grep -wE 'margin|warn|within|days|target' code | grep -E '[=<>] *[23]\b' >>found || true
  [ ! -s found ] || { cat found; return 1; }
}

@test "C: the look for values can fail" {
  mkdir -p "$BATS_TEST_TMPDIR/tree/lib/policy" "$BATS_TEST_TMPDIR/tree/cmd"
  cp "$root/lib/policy/default-policy.yaml" "$BATS_TEST_TMPDIR/tree/lib/policy"
  printf 'x = strcmp(a, "survivor"); /* "hotline" */\nint target = 15;\n' >"$BATS_TEST_TMPDIR/tree/cmd/a.c"
  cp "$BATS_TEST_TMPDIR/tree/cmd/a.c" "$BATS_TEST_TMPDIR/tree/lib/policy/b.c"
  : >"$BATS_TEST_TMPDIR/tree/lib/policy/b.h"
  root=$BATS_TEST_TMPDIR/tree
  [ "$(literals | sort -u | wc -l)" -eq 2 ]
  literals | grep -q 'a.c "survivor"'
  run ! grep hotline <(literals)
  code | grep -wq 15
}
