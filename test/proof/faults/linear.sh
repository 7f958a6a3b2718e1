#!/usr/bin/env bash
# Time that is in proportion to what is read, whatever that is: each kind of hostile file with so many MiB, twice and
# four times as many, by the processor's time. The last line counts.
#
#     linear.sh BUILD MIB [KIND...]
set -u

bin=$(cd "$1" && pwd)/bin || exit 2
least=$2
shift 2
[ $# -gt 0 ] || set -- rows quotes line-ends blank-lines columns fields lists documents sequences keys blocks nesting \
  anchors objects escapes arrays one-line open-quote
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
export TZ=UTC LC_ALL=C TA_TODAY=2026-11-24
columns=id,received,email,role,assistance,facts
wrong=0
tried=0

# filled MIB FIRST AGAIN: the first, and then the other until there are so many.
filled() {
  perl -e '$| = 0; my ($mib, $first, $again) = @ARGV; print $first; my $n = length $first;
    my $block = $again x (1 + int(65536 / length $again));
    while ($n < $mib << 20) { print $block; $n += length $block }' "$@"
}

of() { printf "%0.s$2" $(seq "$1"); } # N TEXT: so many of it.

# make KIND MIB
make() {
  case $1 in
  rows) filled "$2" "$columns"$'\n' $'1,2026-11-02,a@example.org,attorney,,\n' ;;
  quotes) filled "$2" "$columns"$'\n' "1,2026-11-02,,,,\"$(of 800 '\"\"')\""$'\n' ;;
  line-ends) filled "$2" "$columns"$'\n' "1,2026-11-02,,,,\"$(of 800 '\\n')x\""$'\n' ;;
  blank-lines) filled "$2" "$columns"$'\n' $'\n\r\n' ;;
  columns) filled "$2" "$columns$(printf ',c%d' {1..900})"$'\n' "1,2026-11-02,,,,$(of 900 ,)"$'\n' ;;
  fields) filled "$2" "$columns"$'\n' "1,2026-11-02,,,,$(of 15000 abcdefgh)"$'\n' ;;
  lists) filled "$2" "$columns,topics"$'\n' "1,2026-11-02,,,,,$(of 2000 't-visa;')"$'\n' ;;
  documents) filled "$2" '' $'---\nid: 1\nreceived: 2026-11-02\n' ;;
  sequences) filled "$2" '' $'- id: 1\n  supervisor: {email: a}\n  topics: [t-visa, ethics]\n' ;;
  keys) filled "$2" '' $'---\nid: 1\n'"$(of 1000 k)"$': x\n' ;;
  blocks) filled "$2" '' $'---\nid: 1\nfacts: |\n'"$(of 2000 '  line\\n')"$'\n' ;;
  nesting) filled "$2" 'a: ' '[' ;;
  anchors) filled "$2" '' $'---\na: &b c\n' ;;
  objects) filled "$2" '' $'{"id":"1","received":"2026-11-02","supervisor":{"email":"a"},"topics":["t-visa"]}\n' ;;
  escapes) filled "$2" '' "{\"id\":\"1\",\"facts\":\"$(of 800 '\\\\u00e9\\\\n')\"}"$'\n' ;;
  arrays) filled "$2" '{"id":' '[' ;;
  one-line) filled "$2" "$columns"$'\n' 'abcdefgh' ;;
  open-quote) filled "$2" "$columns"$'\n"' $'abcdefgh\n' ;;
  esac
}

# spent COMMAND...: the least processor time of three runs, in milliseconds.
spent() {
  local TIMEFORMAT='%U %S' best=
  for _ in 1 2 3; do
    { time "$@" >/dev/null 2>&1; } 2>time.txt
    best=$(awk -v best="$best" '{ t = int(($1 + $2) * 1000); print best == "" || t < best ? t : best }' time.txt)
  done
  echo "$best"
}

for kind; do
  for factor in 1 2 4; do make "$kind" $((least * factor)) >"$kind.$factor"; done
  for tool in ta-submit ta-validate; do
    one=$(spent "$bin/$tool" -q "$kind.1")
    two=$(spent "$bin/$tool" -q "$kind.2")
    four=$(spent "$bin/$tool" -q "$kind.4")
    tried=$((tried + 1))
    echo "# $kind, $tool: $one, $two, $four ms for $least, $((least * 2)), $((least * 4)) MiB"
    # what takes less than a tenth of a second cannot be told from the start of the program
    if [ "$two" -gt 100 ] && [ $((two * 10)) -gt $((one * 23)) ] ||
      [ "$four" -gt 100 ] && [ $((four * 10)) -gt $((two * 23)) ]; then
      wrong=$((wrong + 1))
      echo "# that is more than 2.3 times as much for twice as much"
    fi
  done
  rm -f "$kind".*
done
echo "# $tried kinds of files and tools, $wrong of them not in proportion"
[ "$wrong" -eq 0 ]
