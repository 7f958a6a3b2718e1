#!/usr/bin/env bash
# Time that is in proportion to what is read, whatever that is: each kind of hostile file with so many MiB, twice and
# four times as many, by the processor's time. The last line counts.
#
#     linear.sh BUILD MIB [KIND...]
set -u

bin=$(cd "$1" && pwd)/bin || exit 2
mib=$2
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

# spend COMMAND...: its processor time in milliseconds, or $least, if that is less.
spend() {
  local TIMEFORMAT='%U %S'
  { time "$@" >/dev/null 2>&1; } 2>time.txt
  least=$(awk -v least="$least" '{ t = int(($1 + $2) * 1000); print least == "" || t < least ? t : least }' time.txt)
}

# in_proportion ONE TWO FOUR: at most 2.3 times as much for twice as much. What takes less than a tenth of a second
# cannot be told from the start of the program.
in_proportion() {
  { [ "$2" -le 100 ] || [ $(($2 * 10)) -le $(($1 * 23)) ]; } &&
    { [ "$3" -le 100 ] || [ $(($3 * 10)) -le $(($2 * 23)) ]; }
}

# A machine that does something else, too, takes longer now and then: only the least time counts, and what is out of
# proportion is measured again, up to twelve times.
for kind; do
  for factor in 1 2 4; do make "$kind" $((mib * factor)) >"$kind.$factor"; done
  for tool in ta-submit ta-validate; do
    one='' two='' four=''
    for _ in {1..12}; do
      least=$one && spend "$bin/$tool" -q "$kind.1" && one=$least
      least=$two && spend "$bin/$tool" -q "$kind.2" && two=$least
      least=$four && spend "$bin/$tool" -q "$kind.4" && four=$least
      in_proportion "$one" "$two" "$four" && break
    done
    tried=$((tried + 1))
    echo "# $kind, $tool: $one, $two, $four ms for $mib, $((mib * 2)), $((mib * 4)) MiB"
    in_proportion "$one" "$two" "$four" || {
      wrong=$((wrong + 1))
      echo "# that is more than 2.3 times as much for twice as much"
    }
  done
  rm -f "$kind".*
done
echo "# $tried kinds of files and tools, $wrong of them not in proportion"
[ "$wrong" -eq 0 ]
