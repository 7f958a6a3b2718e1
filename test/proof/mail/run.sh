#!/usr/bin/env bash
# run.sh BUILD: the letters of hostile requests, as Python's parser of mail sees them.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
PATH=$(cd "${1:-build}" && pwd)/bin:$PATH
export PATH TA_TODAY=2026-11-24
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$here/hostile.sh"
ta-validate -q in.jsonl | ta-due -q | ta-prioritize -q | ta-route -q -o queue.jsonl
ta-reply -q -p policy.yaml --maildir hostile -o letters.jsonl queue.jsonl || [ "$?" -eq 1 ]
ta-reply -q --maildir plain -o /dev/null queue.jsonl || [ "$?" -eq 1 ]
python3 "$here/parse.py" letters.jsonl hostile/cur plain/cur
