#!/usr/bin/env bats
# The manuals tell the truth: every EXAMPLES block is run, and usage, options and
# purposes are those of the tools.

load helper

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

# check_page PAGE: its examples in a copy of the examples folder.
check_page() {
  cp -R "$examples" copy && cd copy || return 1
  examples_of "$1" >../wanted
  [ "$(grep -c '^\$ ' ../wanted)" -ge 3 ] || [[ $1 == *.[57] ]]
  transcript <../wanted >../got
  same ../wanted ../got
}

@test "examples: ta(7)" { check_page "$root/man/ta.7"; }
@test "examples: ta-submit(1)" { check_page "$root/man/ta-submit.1"; }
@test "examples: ta-validate(1)" { check_page "$root/man/ta-validate.1"; }
@test "examples: ta-due(1)" { check_page "$root/man/ta-due.1"; }
@test "examples: ta-prioritize(1)" { check_page "$root/man/ta-prioritize.1"; }
@test "examples: ta-route(1)" { check_page "$root/man/ta-route.1"; }
@test "examples: ta-policy(1)" { check_page "$root/man/ta-policy.1"; }
@test "examples: ta-policy(5)" { check_page "$root/man/ta-policy.5"; }
@test "examples: ta-record(5)" { check_page "$root/man/ta-record.5"; }

@test "examples: a wrong output is seen" {
  sed 's/2028-01-04/2028-01-05/' "$root/man/ta-due.1" >wrong.1
  run check_page "$PWD/wrong.1"
  [ "$status" -ne 0 ]
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

tools='ta-submit ta-validate ta-due ta-prioritize ta-route ta-policy'

@test "purpose: the same in --help, the manual, ta(7) and README" {
  for tool in $tools; do
    purpose=$("$tool" --help | sed -n "s/^$tool - //p")
    [ -n "$purpose" ]
    [ "$(sed -n 's/^\.Nd //p' "$root/man/$tool.1")" = "$purpose" ]
    [ "$(grep -A1 "^\.It Xr $tool 1" "$root/man/ta.7" | tail -1)" = "$purpose" ]
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

@test "options: those of --help are those of the manual" {
  for tool in $tools; do
    "$tool" --help | grep -oE '^ +(-., )?--[a-z-]+' | grep -oE -- '--[a-z-]+' | sort >help
    sed -n 's/^\.It.* Fl -\([a-z-]*\).*/--\1/p' "$root/man/$tool.1" | sort >manual
    same help manual
  done
}

@test "manuals: mandoc finds nothing to warn of" {
  for page in "$root"/man/*; do
    mandoc -Tlint -Wwarning "$page"
  done
}
