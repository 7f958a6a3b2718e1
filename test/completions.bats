#!/usr/bin/env bats
# What shells complete after a tool's name: each shell is asked, and has to say what --help says.

load helper

tools='ta-submit ta-log ta-map ta-history ta-validate ta-due ta-prioritize ta-route ta-reply ta-report ta-forget ta-policy'

# Each shell looks at this folder and at these files.
setup() {
  quick
  mkdir -p "$BATS_TEST_TMPDIR/desk/folder"
  cd "$BATS_TEST_TMPDIR/desk" || return 1
  touch 'a file.csv'
  given=$TA_BUILD/completions
}

# What follows LINE, one word a row, sorted. A shell may write a folder with a slash or without.
# ask SHELL LINE
ask() {
  "ask_$1" "$2" | sed 's,/$,,; s,.*=,,; s,\\ , ,g' | LC_ALL=C sort -u
}

# bash is asked as its line editor asks it: a word ends at a blank and around an =.
ask_bash() {
  # shellcheck disable=SC2016 # for the inner shell
  bash --norc --noprofile -c '
    set -u
    . "$1/bash/${2%% *}"
    complete -p "${2%% *}" >/dev/null || exit 2
    compopt() { kind=$2; }
    kind=
    words=$2
    [[ $words == *[!\ ] ]] || words="$words ~"
    read -ra COMP_WORDS <<<"${words//=/ = }"
    [[ ${COMP_WORDS[-1]} != "~" ]] || COMP_WORDS[-1]=
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    call=$(complete -p "${COMP_WORDS[0]}")
    call=${call#*-F }
    "${call%% *}"
    cur=${COMP_WORDS[-1]#=}
    case $kind in
    default) compgen -f -- "$cur" ;;
    dirnames) compgen -d -- "$cur" ;;
    *) [ "${#COMPREPLY[@]}" -eq 0 ] || printf "%s\n" "${COMPREPLY[@]}" ;;
    esac' bash "$given" "$1"
}

# Below zsh's line editor the sanitizers' search for leaks may never end; others of the tests make it.
ask_zsh() {
  ASAN_OPTIONS=detect_leaks=0 timeout 60 zsh -f "$root/test/zsh-offers" "$given/zsh" "$1" </dev/null
}

ask_fish() {
  # shellcheck disable=SC2016 # for the inner shell
  HOME=$PWD/../home XDG_DATA_HOME=$PWD/../home XDG_CONFIG_HOME=$PWD/../home \
    fish -c 'set fish_complete_path $argv[1]; complete -C $argv[2]' "$given/fish" "$1" | cut -f 1
}

# options_of TOOL: every option that --help lists, sorted.
options_of() {
  "$1" --help | sed -nE 's/^  (-.), (--[a-z-]+).*/\1\n\2/p; s/^      (--[a-z-]+).*/\1/p' | LC_ALL=C sort
}

# options SHELL: after - each tool offers what --help lists, and nothing else.
options() {
  for tool in $tools; do
    options_of "$tool" >../wanted
    [ "$(wc -l <../wanted)" -gt 12 ]
    { ask "$1" "$tool -"; [ "$1" != fish ] || ask "$1" "$tool --"; } | LC_ALL=C sort -u >../got
    same ../wanted ../got || { echo "$1: $tool"; return 1; }
  done
}

# follows SHELL LINE WORD...: these words follow the line, and no others.
follows() {
  local shell=$1 line=$2
  shift 2
  ask "$shell" "$line" | sed '/^$/d' >../got
  { [ "$#" -eq 0 ] || printf '%s\n' "$@"; } | LC_ALL=C sort -u | same - ../got || { echo "$shell: $line"; return 1; }
}

# kinds SHELL: what follows an option is of the kind that the option takes.
kinds() {
  follows "$1" 'ta-validate -t ' csv yaml jsonl text ics html
  follows "$1" 'ta-validate --to=' csv yaml jsonl text ics html
  follows "$1" 'ta-validate --to=y' yaml
  follows "$1" 'ta-validate --from ' csv yaml jsonl
  follows "$1" 'ta-route --split ' folder
  follows "$1" 'ta-reply --maildir ' folder
  for line in 'ta-route ' 'ta-route -q ' 'ta-submit -a ' 'ta-submit --join ' 'ta-log -r ' 'ta-policy --check ' \
    'ta-policy --compare ' 'ta-prioritize --since ' 'ta-map --with ' 'ta-due -o '; do
    follows "$1" "$line" folder 'a file.csv'
  done
  follows "$1" 'ta-due -s ' high_volume
  follows "$1" 'ta-route --columns ' board desk staff
  for line in 'ta-log --note ' 'ta-due --received ' 'ta-prioritize -n ' 'ta-route --shard ' 'ta-log -i '; do
    follows "$1" "$line"
  done
}

@test "completions: bash offers every option of every tool" { options bash; }
@test "completions: zsh offers every option of every tool" { options zsh; }
@test "completions: fish offers every option of every tool" { options fish; }
@test "completions: bash offers what an option takes" { kinds bash; }
@test "completions: zsh offers what an option takes" { kinds zsh; }
@test "completions: fish offers what an option takes" { kinds fish; }

@test "completions: switches and views are those of the policy in force" {
  ta-policy | sed 's/^switches:/&\n  snow_day: {default: off}/; s/^  staff: \[/  clerk: [/' >../mine.yaml
  export TA_POLICY=$PWD/../mine.yaml
  for shell in bash zsh fish; do
    follows "$shell" 'ta-due -s ' high_volume snow_day
    follows "$shell" 'ta-due --columns ' board clerk desk
  done
  TA_POLICY=$PWD/none.yaml
  for shell in bash zsh fish; do follows "$shell" 'ta-due -s '; done
}

@test "completions: what zsh and fish say of an option is what --help says" {
  for tool in $tools; do
    "$tool" --help | sed -nE 's/^  (-., |    )--[a-z-]+( [a-z=]+)? +(.*)/\3/p' | sort >../wanted
    [ "$(wc -l <../wanted)" -ge 8 ]
    sed -nE "s/.* -d '(.*)'$/\1/p" "$given/fish/$tool.fish" | sed "s/\\\\'/'/g" | sort | same ../wanted -
    sed -nE "s/^[^[]*'\[(.*)\].*/\1/p" "$given/zsh/_$tool" | sed "s/'\\\\''/'/g" | sort | same ../wanted -
  done
}
