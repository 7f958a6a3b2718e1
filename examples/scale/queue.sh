#!/usr/bin/env bash
#
# Makes one queue of many records on many cores or machines, the same to the byte
# as the pipe of four tools makes of them.
#
#     queue.sh parallel QUEUE FILE ...    GNU parallel, on this machine
#     queue.sh slurm QUEUE FILE ...       a Slurm job array, on a cluster
#
# The records have been through ta-submit, in JSON Lines or CSV. Each FILE is a
# share; a single one is cut in as many as there are cores if it is JSON Lines,
# whose records are lines. Each share becomes a sorted queue, and one more
# ta-prioritize sorts these into one.
#
# TA_TODAY has to be set, for all shares have to be of one day. Which switches the
# policy has turned on, by its days or the number of open requests, the records
# tell themselves (ta_switches). With Slurm the folders of QUEUE, the files and this
# script are those that all machines share. Exit status:
#
#     0  the queue is in place
#     1  the queue is in place, and some records could not be decided
#     2  nothing was done: the old queue is still there

set -u
umask 077
here=$(cd "$(dirname "$0")" && pwd)

say() {
  printf 'queue.sh: %s\n' "$1" >&2
}

by_parallel() {
  # shellcheck disable=SC2016 # $_ is of parallel's own language
  local out="$shards/"'{= $_ = sprintf("%05d", seq()) =}.queue'
  local run=(parallel --quote --joblog "$shards/jobs")

  if [ $# -eq 1 ] && [ "$(head -c 1 -- "$1")" = '{' ]; then
    "${run[@]}" --pipepart --arg-file "$1" --block -1 "$here/shard.sh" "$out"
  else
    "${run[@]}" "$here/shard.sh" "$out" {} ::: "$@"
  fi
  # its own status is the number of jobs that were not 0
  [ $? -le 101 ] || return 2
  awk 'NR > 1 && ($7 > 1 || $8 > 0) { exit worst = 2 }
    NR > 1 && $7 > worst { worst = $7 }
    END { exit NR < 2 ? 2 : worst }' "$shards/jobs"
}

# sbatch waits for all tasks, and its status is the worst of theirs.
by_slurm() {
  local status

  realpath -- "$@" >"$shards/files" || return 2
  SHARDS=$shards SHARD=$here/shard.sh sbatch --wait --quiet --job-name=ta-queue \
    --array="1-$#" --output="$shards/%a.messages" <<'END'
#!/bin/sh
file=$(sed -n "${SLURM_ARRAY_TASK_ID}p" "$SHARDS/files")
exec "$SHARD" "$SHARDS/$(printf %05d "$SLURM_ARRAY_TASK_ID").queue" "$file"
END
  status=$?
  find "$shards" -name '*.messages' -exec cat {} + >&2
  return "$status"
}

if [ $# -lt 3 ]; then
  say 'usage: queue.sh parallel|slurm QUEUE FILE ...'
  exit 2
fi
if [ -z "${TA_TODAY-}" ]; then
  say 'set TA_TODAY, so that all shares are of one day'
  exit 2
fi
engine=$1
queue=$2
shift 2

# mv would put the new queue into a folder of that name and call it done.
if [ -d "$queue" ]; then
  say 'the queue is a folder; give the name of a file'
  exit 2
fi
for file; do
  if [ "$queue" -ef "$file" ]; then
    say "the queue is $file too, which is read; give it a file of its own"
    exit 2
  fi
done
if [ -e "$queue" ] && grep -aqE '^\{.*"ta_sum":"[0-9a-f]{20}"\}.?$' -- "$queue"; then
  say 'the queue would replace a ledger; give it a file of its own'
  exit 2
fi

shards=$(mktemp -d -- "$(realpath -- "$queue").shards.XXXXXX") || exit 2
trap 'rm -rf -- "$shards"' EXIT
trap 'exit 2' HUP INT TERM

case $engine in
  parallel) by_parallel "$@" ;;
  slurm) by_slurm "$@" ;;
  *)
    say 'the engines are parallel and slurm'
    exit 2
    ;;
esac
result=$?
if [ "$result" -gt 1 ]; then
  say 'a share failed; the queue is as it was'
  exit 2
fi
ta-prioritize -q -o "$queue" -- "$shards"/*.queue
case $? in
  0) ;;
  1) result=1 ;;
  *)
    say 'the queues of the shares could not be sorted into one; the queue is as it was'
    exit 2
    ;;
esac
exit "$result"
