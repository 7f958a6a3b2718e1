#!/usr/bin/env bash
#
# Makes a queue of one share of the records: what queue.sh runs many times.
#
#     shard.sh OUT [FILE]
#
# Reads FILE or standard input. OUT is there only when all four tools have
# finished. Exit status: 0; 1 when some records could not be decided; 2 when
# nothing was made. Findings are in the records, so the tools are quiet.

set -u
umask 077
out=$1
shift

ta-validate -q -- "$@" | ta-due -q | ta-prioritize -q | ta-route -q >"$out.part"
statuses=("${PIPESTATUS[@]}")

result=0
for status in "${statuses[@]}"; do
  case $status in
    0) ;;
    1) result=1 ;;
    *) exit 2 ;;
  esac
done
mv -- "$out.part" "$out" || exit 2
exit "$result"
