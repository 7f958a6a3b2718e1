#!/usr/bin/env bash
# The pages of ta-report in a real browser: the board and the quarter, for everybody and with private values, and those that
# have nothing, one request, hostile values, or ten thousand requests. look.js says what is looked at. The last line counts
# what ran. PICTURES is a folder for pictures and PDFs of all of them; the README's is made of the board's.
#
#     run.sh BUILD [PICTURES]
set -u -o pipefail

build=$(cd "${1:-build}" && pwd) || exit 2
here=$(cd "$(dirname "$0")" && pwd) || exit 2
for program in chromium node npm mlr; do
  command -v "$program" >/dev/null || { echo "there is no $program here (make deps-browser): nothing was tried" >&2; exit 2; }
done
[ -d "$build/browser/node_modules/puppeteer-core" ] || { echo "there is no puppeteer-core (make deps-browser): nothing was tried" >&2; exit 2; }
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
pictures=${2:-$work/pictures}
mkdir -p "$pictures"
pictures=$(cd "$pictures" && pwd) || exit 2
cd "$work" || exit 2
export HOME=$work PATH=$build/bin:$PATH TZ=UTC LC_ALL=C TA_TODAY=2026-11-24 NODE_PATH=$build/browser/node_modules
unset TA_POLICY TA_SWITCHES

# day FILE...: the pipe up to letters, without messages.
day() {
  ta-submit -q "$@" 2>/dev/null | ta-validate -q | ta-due -q | ta-prioritize -q | ta-route -q | ta-reply -q
}

# A season of a desk: three months of requests, most of them answered.
"$build/bench/generate" 2500 7 | mlr --csv filter '$received >= "2026-08-24"' then \
  put 'if (NR % 3 == 1) {$assignee = "mk"} elif (NR % 3 == 2) {$assignee = "rosa"}' >season.csv
day season.csv >queue.csv
for report in board quarter; do
  ta-report -q "$report" -t html -o "$report.html" queue.csv || exit 2
  ta-report -q "$report" -t html --private -o "$report-private.html" queue.csv || exit 2
done

# Nothing, one, and nothing that is answered.
head -n 1 queue.csv >none.csv
mlr --csv filter '$ta_due_status != "finished"' queue.csv >open.csv
mlr --csv head -n 1 open.csv >one.csv
for name in none one open; do
  ta-report -q board -t html -o "$name.html" "$name.csv" || exit 2
done

# What no page may fall for, in every column; and a word of 4,000 letters.
mlr --icsv --ojsonl cat queue.csv | head -n 40 >some.jsonl
node "$here/hostile.js" <some.jsonl >hostile.jsonl
ta-report -q board -t html --private -o hostile.html hostile.jsonl 2>/dev/null
[ -s hostile.html ] || exit 2
ta-report -q --by assignee --by organization --by facts --private -t html -o hostile-groups.html hostile.jsonl 2>/dev/null
[ -s hostile-groups.html ] || exit 2

# Ten thousand open requests.
"$build/bench/generate" 10000 3 | mlr --csv put '$status = "new"; $answered = ""; $holds = ""' >large.in.csv
day large.in.csv >large.csv
ta-report -q board -t html -o open-large.html large.csv || exit 2

node "$here/look.js" "$pictures" ./*.html 2>&1 | tee tap
passed=$(grep -c '^ok ' tap)
failed=$(grep -c '^not ok ' tap)
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -eq $((8 * $(find . -maxdepth 1 -name '*.html' | wc -l))) ]
