#!/usr/bin/env bats
# The manuals tell the truth: every EXAMPLES block is run, and usage, options,
# purposes, words of the policy and columns are those of the programs.

load helper

tools='ta-submit ta-log ta-map ta-history ta-validate ta-due ta-prioritize ta-route ta-reply ta-report ta-forget ta-policy'

# examples_of PAGE: its EXAMPLES, displays alone, unescaped; a line %% ends each.
examples_of() {
  awk '
    /^\.Sh/ { inside = /EXAMPLES/ }
    inside && /^\.Bd -literal/ { open = 1; next }
    inside && /^\.Ed/ { open = 0; print "%%"; next }
    inside && open { sub(/^\\&/, ""); gsub(/\\e/, "\\"); print }
  ' "$1"
}

# transcript: reads displays, runs their commands in order and prints them with
# what they say, so that it is equal to what it read where all is true.
transcript() {
  local line command=
  run_command() {
    [ -z "$command" ] || eval "$command" 2>&1 </dev/null || true
    command=
  }
  while IFS= read -r line; do
    case $line in
    '$ '*) run_command; command=${line#'$ '}; printf '%s\n' "$line" ;;
    '> '*) command+=$'\n'${line#'> '}; printf '%s\n' "$line" ;;
    '%%') run_command; echo '%%' ;;
    esac
  done
}

# check_page PAGE: its examples, three at least, in a copy of the examples folder.
check_page() {
  cp -R "$examples" copy && cd copy || return 1
  examples_of "$1" >../wanted
  [ "$(grep -cx '%%' ../wanted)" -ge 3 ] || return 1
  transcript <../wanted >../got
  same ../wanted ../got
}

@test "examples: ta(7)" { check_page "$root/man/ta.7"; }
@test "examples: ta-submit(1)" { check_page "$root/man/ta-submit.1"; }
@test "examples: ta-history(1)" { check_page "$root/man/ta-history.1"; }
@test "examples: ta-validate(1)" { check_page "$root/man/ta-validate.1"; }
@test "examples: ta-due(1)" { check_page "$root/man/ta-due.1"; }
@test "examples: ta-prioritize(1)" { check_page "$root/man/ta-prioritize.1"; }
@test "examples: ta-route(1)" { check_page "$root/man/ta-route.1"; }
@test "examples: ta-reply(1)" { check_page "$root/man/ta-reply.1"; }
@test "examples: ta-report(1)" { check_page "$root/man/ta-report.1"; }
@test "examples: ta-log(1)" { check_page "$root/man/ta-log.1"; }
@test "examples: ta-forget(1)" { check_page "$root/man/ta-forget.1"; }
@test "examples: ta-map(1)" { check_page "$root/man/ta-map.1"; }
@test "examples: ta-policy(1)" { check_page "$root/man/ta-policy.1"; }
@test "examples: ta-policy(5)" { check_page "$root/man/ta-policy.5"; }
@test "examples: ta-map(5)" { check_page "$root/man/ta-map.5"; }
@test "examples: ta-record(5)" { check_page "$root/man/ta-record.5"; }

@test "examples: the lines that ta(7) begins with can be pasted into a shell" {
  cp -R "$examples" copy && cd copy
  awk '/^\.Bd/ { on = 1; next } /^\.Ed/ { exit } on { sub(/^\\&/, ""); print }' "$root/man/ta.7" >../lines
  [ "$(wc -l <../lines)" -eq 10 ]
  [ "$(awk 'length >= 72' ../lines | wc -l)" -eq 0 ]
  { echo 'set -e'; cat ../lines; } >../script
  run -0 env -u TA_TODAY bash ../script
  cd mine
  # of events on one day, one that opens a span is at its beginning
  [ "$(ta-log -q -i R24 -t csv desk.jsonl | column ta_event | paste -sd' ')" = 'asked drafted assigned supplied answered' ]
  [[ $output == *'ta_outcome: accept'* ]]
  # it is answered, and in the queue no more; the export was read by its map as without it
  [ "$(column id queue.csv | paste -sd' ')" = 'R22 R19 R20 R21 R23' ]
  [ "$(grep -vc ta_event desk.jsonl)" -eq 8 ]
  [ "$(stat -c %a desk.jsonl)" = 600 ]
}

# Each of these pages differs in one line from one that is right.
@test "examples: an output that is wrong, left out or made up is seen" {
  cp "$root/man/ta-due.1" right.1
  sed 's/^2028-01-04/2028-01-05/' right.1 >wrong.1
  sed '/^2028-01-04/d' right.1 >short.1
  sed 's/^2028-01-04/&\n2028-01-05/' right.1 >long.1
  run check_page "$PWD/right.1"
  [ "$status" -eq 0 ]
  for page in wrong.1 short.1 long.1; do
    rm -rf copy
    run check_page "$PWD/$page"
    [ "$status" -ne 0 ]
    [[ $output == *2028-01-0* ]]
  done
}

@test "examples: README" {
  mkdir here && cp -R "$examples" here && cd here
  sed -n '/^## In a minute/,/^## /s/^    //p' "$root/README.md" |
    grep -v -e '^\$ export' -e '^ta-policy > mine' >../wanted
  echo '%%' >>../wanted
  grep -q '^\$ ' ../wanted
  transcript <../wanted >../got
  same ../wanted ../got
}

@test "examples: README shows what the demo prints" {
  COLUMNS=110 "$examples/demo.sh" >demo 2>/dev/null
  sed -n '/^## What comes out/,/^## /s/^    //p' "$root/README.md" >shown
  [ "$(wc -l <shown)" -ge 10 ]
  while IFS= read -r line; do
    grep -qxF -- "$line" demo || { echo "not in the demo: $line"; return 1; }
  done <shown
}

@test "examples: lines are short" {
  for page in "$root"/man/*; do
    examples_of "$page" | awk -v page="$page" '
      length >= 78 { print page ": " $0; bad = 1 }
      END { exit bad }'
  done
}

@test "purpose: the same in --help, the manual, ta(7) and README" {
  for tool in $tools; do
    purpose=$("$tool" --help | sed -n "s/^$tool - //p")
    [ -n "$purpose" ]
    [ "$(sed -n 's/^\.Nd //p' "$root/man/$tool.1")" = "$purpose" ]
    [ "$(grep -m1 -A1 "^\.It Xr $tool 1$" "$root/man/ta.7" | tail -1)" = "$purpose" ]
    grep -qF "| [$tool](man/$tool.1) | $purpose |" "$root/README.md"
  done
}

squeeze() {
  tr -s " \t\n" " " | sed 's/^ //; s/ $//'
}

@test "usage: --help says what SYNOPSIS says" {
  for tool in $tools; do
    "$tool" --help | sed -n '1,/^$/p' | sed 's/^usage: //' | squeeze >usage
    mandoc -Tascii -Owidth=200 "$root/man/$tool.1" | col -b |
      sed -n '/^SYNOPSIS/,/^DESCRIPTION/p' | sed '1d;$d' | squeeze >synopsis
    same usage synopsis
  done
}

# options_of PAGE: what its one list of options has, as "-d, --today" or "--bom".
options_of() {
  sed -n -e 's/^\.It Fl \([A-Za-z]\).* Fl -\([a-z-]*\).*/-\1, --\2/p' \
    -e 's/^\.It Fl -\([a-z-]*\).*/--\1/p' "$1"
}

@test "options: those of --help are those of the manual, with their letters" {
  for tool in $tools; do
    "$tool" --help | sed '1,/^$/d' | grep -oE '^ +(-., )?--[a-z-]+' | sed 's/^ *//' | sort >help
    options_of "$root/man/$tool.1" | sort >manual
    grep -q -- '^-h, --help$' manual
    same help manual
  done
}

@test "options: each is once in the list, and the list is sorted" {
  for tool in $tools; do
    # Letters before words; of one letter, the capital first.
    options_of "$root/man/$tool.1" | sed 's/, .*//' >listed
    { grep -x -- '-.' listed | sort -f; grep -- '^--' listed | sort; } >sorted
    [ -z "$(sort listed | uniq -d)" ]
    same listed sorted
  done
}

@test "options: no manual speaks of one that no tool and no script of the desk has" {
  {
    for tool in $tools; do
      "$tool" --help
    done
    for script in morning inbox show; do
      "$examples/desk/$script.sh" --help 2>&1 || [ "$?" -eq 2 ]
    done
  } | grep -oE -- '--[a-z-]+' | sort -u >known
  # what follows the name of Miller is Miller's
  sed -E 's/mlr( --[a-z]+)+/mlr/' "$root"/man/* | grep -ohE 'Fl -[a-z-]+|--[a-z][a-z-]+' |
    sed 's/^Fl -/--/' | grep -vx -- '--foo' | sort -u >named
  [ -s named ]
  [ -z "$(comm -13 known named)" ]
}

@test "exit status: every tool's page says what 0, 1 and 2 are" {
  for page in "$root"/man/*.[17]; do
    sed -n '/^\.Sh EXIT STATUS/,/^\.Sh EXAMPLES/s/^\.It \([0-9]\)$/\1/p' \
      "$page" >statuses
    printf '%s\n' 0 1 2 >wanted
    same wanted statuses
  done
}

@test "references: every page that is named is there" {
  grep -ohE '^\.Xr ta[a-z-]* [157]' "$root"/man/* | sort -u >named
  [ -s named ]
  while read -r _ name section; do
    [ -f "$root/man/$name.$section" ]
  done <named
  grep -ohE '\bta-?[a-z]*\([157]\)' "$root/README.md" "$root/lib/policy/default-policy.yaml" |
    tr '()' '. ' | sort -u >named
  while read -r page; do
    [ -f "$root/man/$page" ]
  done <named
}

# words_of NAME: the keys of a mapping of the schema, such as the lines of conditions, or their operators.
words_of() {
  ta-policy --schema | jq -r --arg name "$1" '.["$defs"][$name].properties | keys_unsorted[]'
}

@test "ta-policy(5): every line and operator of the conditions is shown in use" {
  words_of operators | sed 's/.*/{&:/' >uses
  words_of condition | sed 's/.*/ &:/' >>uses
  [ "$(wc -l <uses)" -ge 20 ]
  grep '^\.It' "$root/man/ta-policy.5" | sed 's/ :/:/g' >items
  while IFS= read -r use; do
    grep -qF "$use" items || { echo "not in ta-policy(5): $use"; return 1; }
  done <uses
}

@test "units: every line and operator of the conditions has a sample, and so has each yes and no" {
  { words_of operators; words_of condition; } | sed 's/.*/[" {]&: /' >uses
  printf '{%s\n' {present,valid,closed,exact,verified}:\ {yes,no} >>uses
  # what is not about a record by itself has tests of its own
  grep -vE '(switch|finding|severity|early_outcome|outcome|past_target_by): ' uses >of_records
  [ "$(wc -l <of_records)" -ge 24 ]
  while IFS= read -r use; do
    grep -q "$use" "$root/test/unit/test-condition.c" || { echo "no sample: $use"; return 1; }
  done <of_records
}

@test "ta-policy(5): every key that a policy may have is there" {
  ta-policy --schema | jq -r '.. | objects | .properties? // empty | keys[]' | sort -u >keys
  [ "$(wc -l <keys)" -ge 120 ]
  while read -r key; do
    grep -qE "\b(Ic|Li|Dl|Ss) .*\b$key\b" "$root/man/ta-policy.5" ||
      { echo "not in ta-policy(5): $key"; return 1; }
  done <keys
}

@test "ta-map(5): every key that a map may have is there" {
  ta-map --schema | jq -r '.. | objects | .properties? // empty | keys[]' | sort -u >keys
  [ "$(wc -l <keys)" -ge 16 ]
  while read -r key; do
    grep -qE "\b(Ic|Li) .*\b$key\b" "$root/man/ta-map.5" || { echo "not in ta-map(5): $key"; return 1; }
  done <keys
}

@test "ta-policy(5): every type, severity and outcome is there" {
  for word in text email choice list yes-no date spans \
    error hold review note accept redirect; do
    grep -qE "^\.(It )?Cm $word( :)?$" "$root/man/ta-policy.5"
    grep -qF "\"$word\"" "$root"/lib/policy/field.c "$root"/lib/policy/outcome.c
  done
}

@test "ta-record(5): every field of the policy is there, with its values" {
  sed 's/^\.Cm //; s/ ,/,/g' "$root/man/ta-record.5" | squeeze >words
  sed -n '/^fields:/,/^facts:/p' "$root/lib/policy/default-policy.yaml" | grep -oP '^  - \{?name: \K[a-z_]+' >fields
  [ "$(wc -l <fields)" -ge 30 ]
  while read -r field; do
    grep -qE "^\.It Va .*\b$field\b" "$root/man/ta-record.5" ||
      { echo "not in ta-record(5): $field"; return 1; }
  done <fields
  ta-policy --fields | sed -nE 's/^# (choice|list)[a-z, ]*: //p' >values
  [ "$(wc -l <values)" -ge 8 ]
  while read -r list; do
    grep -qF "$list" words || { echo "not in ta-record(5): $list"; return 1; }
  done <values
}

@test "ta-log(1): the table of events is that of the policy, and each does what it says" {
  events() { sed -n '/^events:/,/^[a-df-z]/s/^  - //p' "$root/lib/policy/default-policy.yaml"; }
  events | sed -E 's/^\{id: ([a-z]+).*/\1&/; s/\{id.*labels: \[(.*)\]\}.*/, \1/; s/\{id.*//' >wanted
  sed -n '/^\.Ss Events of the built-in/,/^\.Ss Many/s/^\.It Cm //p' "$root/man/ta-log.1" | sed 's/ ,/,/g' >got
  [ "$(wc -l <got)" -eq 15 ]
  same wanted got
  # a few words on each in the policy, too
  [ "$(events | grep -c '\} # [A-Za-z]')" -eq 15 ]
  ta-submit -q -a desk.jsonl -F id=R1 -F received=2026-11-16 -F email=a@example.org -F role=attorney \
    -F assistance=general-information -F facts=why
  while IFS=, read -r event _; do
    cp desk.jsonl one.jsonl
    case $event in
      supplied | resumed) ta-log -q -a one.jsonl -i R1 --at 2026-11-17 asked ;;
      reopened) ta-log -q -a one.jsonl -i R1 --at 2026-11-17 answered ;;
    esac
    fields=()
    case $event in
      supplied | amended) fields=(name=Ana) ;;
      verified) fields=(ovc_grantee=yes) ;;
      decided) fields=(ethics_flag=cleared) ;;
      assigned) fields=(assignee=mk) ;;
      merged) fields=(merged_into=R2) ;;
      drafted) fields=(letter=held) ;;
    esac
    ta-log -q -a one.jsonl -i R1 --at 2026-11-18 "$event" "${fields[@]}"
    ta-submit -q -t csv one.jsonl | ta-due -q | mlr --icsv --onidx cut -f ta_due_status >status
    awk -v event="$event" '$2 == "Cm" { on = $3 == event } /^\.Ss Many/ { exit } on' "$root/man/ta-log.1" >words
    case $(cat words) in
      *' is finished'*) wanted=finished ;;
      *'The clock stands'*) wanted=on-hold ;;
      *) wanted=on-track ;;
    esac
    [ "$(cat status)" = $wanted ] || { echo "$event: $(cat status), not $wanted"; return 1; }
  done <got
}

@test "ta-record(5): every column of the tools is there" {
  sed -n 's/^#define TA_COL_.* "\(.*\)"/\1/p' "$root/lib/record/columns.h" >columns
  [ "$(wc -l <columns)" -ge 20 ]
  while read -r column; do
    grep -qE "^\.It Va .*\b$column\b" "$root/man/ta-record.5" ||
      { echo "not in ta-record(5): $column"; return 1; }
  done <columns
}

@test "manuals: mandoc finds nothing to warn of" {
  for page in "$root"/man/*; do
    mandoc -Tlint -Wwarning "$page"
  done
}
