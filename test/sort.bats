#!/usr/bin/env bats
# ta-prioritize and the size of the queue: in little memory it writes the same bytes,
# queues that are sorted again are the queue of all, and nothing stays in TMPDIR.

load helper

seeds='1 2 3'

# N.csv for each seed, with due dates; of every third record there are equals, told
# apart by nothing but where they stood, so that each order but one is seen.
setup_file() {
  quick
  local seed
  for seed in $seeds; do
    generate 700 "$seed" | ta-validate -q | ta-due -q |
      mlr --csv put 'NR % 3 == 0 { $id = "same"; $received = "2026-11-02"; $ta_due = "2026-12-01"; $ta_findings = "" }
        $note = NR' >"$BATS_FILE_TMPDIR/$seed.csv"
  done
  generate 6000 7 | ta-validate -q | ta-due -q >"$BATS_FILE_TMPDIR/long.csv"
}

@test "memory: however little there is, the bytes are the same, in every format" {
  for seed in $seeds; do
    for format in csv yaml jsonl; do
      for switch in off on; do
        options="-q -t $format -s high_volume=$switch"
        # shellcheck disable=SC2086 # words
        ta-prioritize $options "$BATS_FILE_TMPDIR/$seed.csv" >whole
        for size in 64K 65 100K 300K 1M; do
          # shellcheck disable=SC2086 # words
          ta-prioritize $options -S $size "$BATS_FILE_TMPDIR/$seed.csv" >little
          same whole little || { echo "seed $seed, $format, $switch, -S $size"; return 1; }
        done
      done
    done
  done
}

@test "memory: runs that are too many to be merged at once, and records larger than the memory" {
  ta-prioritize -q "$BATS_FILE_TMPDIR/long.csv" >whole
  ta-prioritize -q -S 64K "$BATS_FILE_TMPDIR/long.csv" >little
  same whole little
  awk 'BEGIN {
    print "id,received,facts,ta_findings,ta_target,ta_due"
    for (i = 60; i > 0; i--) {
      printf "%d,2026-11-%02d,", i, i % 28 + 1
      for (k = 0; k < (i % 7) * 30000; k++) printf "x"
      print ",,,"
    }
  }' >large.csv
  ta-prioritize -q large.csv >whole
  ta-prioritize -q -S 64K large.csv >little
  same whole little
}

@test "memory: it is bounded by -S and 16 MiB" {
  # a sanitizer has a memory of its own
  if ldd "$(command -v ta-prioritize)" | grep -q asan; then return 0; fi
  for option in '-S 64K' '-S 1M' '-S 1M -n 100'; do
    # shellcheck disable=SC2086 # words
    "$(type -P time)" -f %M -o peak ta-prioritize -q $option "$BATS_FILE_TMPDIR"/{long,long,long,long,long}.csv >/dev/null
    [ "$(cat peak)" -lt $((17 * 1024)) ] || { echo "$option: $(cat peak) KiB"; return 1; }
  done
}

@test "memory: a size that is none, or too little, is refused" {
  for size in 0 63 63K -1 '' K 1T 64k 1.5G 99999999999G; do
    go ta-prioritize -S "$size" "$BATS_FILE_TMPDIR/1.csv"
    [ "$rc" -eq 2 ]
    [ ! -s out ]
    grep -q -- '--memory: expected a size such as 512M' err
  done
}

@test "top: as many as are asked for" {
  for seed in $seeds; do
    for switch in off on; do
      ta-prioritize -q -s high_volume=$switch -t jsonl "$BATS_FILE_TMPDIR/$seed.csv" >whole
      for n in 1 2 10 350 700 9999; do
        head -n $n whole >wanted
        ta-prioritize -q -s high_volume=$switch -t jsonl -n $n "$BATS_FILE_TMPDIR/$seed.csv" >got
        same wanted got || { echo "seed $seed, $switch, $n"; return 1; }
      done
    done
  done
  # in little memory as well, of few parts and of more than are merged at once
  ta-prioritize -q -t jsonl "$BATS_FILE_TMPDIR/long.csv" >whole
  for size in 64K 1M; do
    for n in 1 100 5999 6000; do
      head -n $n whole >wanted
      ta-prioritize -q -t jsonl -S $size -n $n "$BATS_FILE_TMPDIR/long.csv" >got
      same wanted got || { echo "-S $size, $n"; return 1; }
    done
  done
}

@test "queues: those of parts, sorted again, are the queue of all" {
  for format in csv yaml jsonl; do
    for switch in off on; do
      for seed in $seeds; do
        ta-prioritize -q -t $format -s high_volume=$switch -o "$seed.$format" "$BATS_FILE_TMPDIR/$seed.csv"
      done
      ta-prioritize -q -t $format -s high_volume=$switch "$BATS_FILE_TMPDIR"/[123].csv >whole
      ta-prioritize -q -s high_volume=$switch [123].$format >again
      same whole again
      # from the same by standard input, and of one queue alone
      ta-prioritize -q -s high_volume=$switch 1.$format - 3.$format <2.$format >again
      same whole again
      ta-prioritize -q -S 64K -s high_volume=$switch whole >again
      same whole again
      ta-prioritize -q -O -n 20 -s high_volume=$switch -t csv [123].$format >again
      same <(ta-prioritize -q -O -n 20 -s high_volume=$switch -t csv whole) again
    done
  done
}

@test "queues: of the parts that several machines have sorted" {
  for part in 1 2 3 4 5; do
    ta-prioritize -q --shard $part/5 -o $part.csv "$BATS_FILE_TMPDIR/long.csv"
  done
  same <(ta-prioritize -q "$BATS_FILE_TMPDIR/long.csv") <(ta-prioritize -q [1-5].csv)
}

@test "queues: files with other columns, missing files, and what is counted" {
  ta-prioritize -q -o 1.csv "$BATS_FILE_TMPDIR/1.csv"
  mlr --csv cut -x -f note 1.csv >2.csv
  go ta-prioritize 1.csv 2.csv
  [ "$rc" -eq 2 ]
  grep -q "2.csv: the column 'note' of the first file is missing" err
  go ta-prioritize 1.csv 3.csv
  [ "$rc" -eq 2 ]
  grep -q '3.csv: .*No such file' err
  # columns in another order are the same ones
  mlr --csv reorder -e -f id 1.csv >2.csv
  { cat 2.csv; echo; head -1 2.csv; } >3.csv
  go ta-prioritize 1.csv 3.csv
  [ "$rc" -eq 0 ]
  grep -q '^ta-prioritize: 1400 read, 1400 in line; blank lines passed over: 1' err
  same <(ta-prioritize -q 1.csv 2.csv) out
}

@test "a date that cannot be read is said once" {
  mlr --csv put 'NR == 5 { $ta_due = "soon" } NR == 7 { $ta_target = "later" }' "$BATS_FILE_TMPDIR/2.csv" >bad.csv
  go ta-prioritize bad.csv
  [ "$rc" -eq 1 ]
  [ "$(grep -c 'the date cannot be read; the record is sorted as undated' err)" -eq 2 ]
  grep -q '^ta-prioritize: 700 read, 700 in line, 2 not decided$' err
}

@test "top: the summary says how many are in line, and how many of them are written" {
  go ta-prioritize -n 5 "$BATS_FILE_TMPDIR/2.csv"
  [ "$(column id out | wc -l)" -eq 5 ]
  [ "$(tail -n 1 err)" = 'ta-prioritize: 700 read, 700 in line, 5 written' ]
  go ta-prioritize -n 700 "$BATS_FILE_TMPDIR/2.csv"
  [ "$(tail -n 1 err)" = 'ta-prioritize: 700 read, 700 in line' ]
}

@test "since: new, changed, moved, and gone" {
  printf '%s\n' id,received,status,assignee,ta_findings,ta_target,ta_due \
    a,2026-11-02,new,Ana,,2026-11-30,2026-11-30 b,2026-11-02,new,Ben,,2026-11-30,2026-11-30 \
    c,2026-11-03,new,,,2026-12-01,2026-12-01 d,2026-11-03,new,,,2026-12-01,2026-12-01 >monday.csv
  ta-prioritize -q -o monday.yaml -t yaml monday.csv
  # a has another assignee, b another date, c is as it was but has one before it, d is
  # closed and e came; the columns stand in another order
  printf '%s\n' assignee,id,ta_findings,received,status,ta_target,ta_due \
    Cy,a,,2026-11-02,new,2026-11-30,2026-11-30 Ben,b,,2026-11-02,new,2026-11-30,2026-11-25 \
    ,c,,2026-11-03,new,2026-12-01,2026-12-01 ,d,,2026-11-03,closed,2026-12-01,2026-12-01 \
    ,e,,2026-11-03,new,2026-11-24,2026-11-24 >tuesday.csv
  go ta-prioritize -O --since monday.yaml tuesday.csv
  [ "$rc" -eq 0 ]
  tail -n 1 err | grep -q '^ta-prioritize: 5 read, 4 in line, 1 gone$'
  mlr --icsv --ocsv --headerless-csv-output cut -o -f id,ta_rank,ta_change out >got
  printf '%s\n' e,1,new b,2,moved a,3,changed c,4, >wanted
  same wanted got
  # of a queue, in little memory, and the first alone, it is the same
  ta-prioritize -q -O -o queue.csv tuesday.csv
  for option in -q '-S 64K' '-n 4'; do
    # shellcheck disable=SC2086 # words
    ta-prioritize -q $option --since monday.yaml queue.csv |
      mlr --icsv --ocsv --headerless-csv-output cut -o -f id,ta_rank,ta_change >got
    same wanted got
  done
  # of two of one id in the earlier one the first counts, and they are one
  head -n 1 queue.csv >twice.csv
  for assignee in Ana Ana Ben; do
    printf '%s,f,,2026-11-02,new,2026-11-30,2026-11-30,1,\n' $assignee
  done >>twice.csv
  sed -n '1p;2p' twice.csv >now.csv
  go ta-prioritize --since twice.csv -t jsonl now.csv
  [ "$rc" -eq 0 ]
  grep -q '"ta_change":""' out
  grep -q ', 0 gone$' err
  # and with itself there is nothing to say
  ta-prioritize -q --since monday.yaml -t csv monday.yaml | mlr --icsv --onidx cut -f ta_change >got
  [ -z "$(tr -d '\n' <got)" ]
}

@test "since: by parts, the same and as many gone" {
  mlr --csv filter 'NR % 7 != 0' then put 'NR % 5 == 0 { $assignee = "other" }' \
    "$BATS_FILE_TMPDIR/long.csv" | ta-prioritize -q -o old.csv
  mlr --csv filter 'NR % 11 != 0' "$BATS_FILE_TMPDIR/long.csv" >new.csv
  ta-prioritize --since old.csv new.csv 2>err | mlr --icsv --onidx cut -f id,ta_change | sort >whole
  gone=$(sed -n 's/.* \([0-9]*\) gone$/\1/p' err)
  : >parts
  for part in 1/3 2/3 3/3; do
    ta-prioritize --shard $part --since old.csv new.csv 2>>errs |
      mlr --icsv --onidx cut -f id,ta_change >>parts
  done
  same whole <(sort parts)
  [ "$gone" -gt 0 ]
  [ "$gone" -eq "$(awk '/ gone$/ { n += $(NF - 1) } END { print n + 0 }' errs)" ]
}

@test "since: a file that is not a queue is refused" {
  go ta-prioritize --since "$BATS_FILE_TMPDIR/1.csv" -o queue "$BATS_FILE_TMPDIR/1.csv"
  [ "$rc" -eq 2 ]
  [ ! -e queue ]
  grep -q "1.csv: the column 'ta_groups' is missing, so this file is not a queue" err
  go ta-prioritize --since absent.csv "$BATS_FILE_TMPDIR/1.csv"
  [ "$rc" -eq 2 ]
  [ ! -s out ]
  grep -q 'absent.csv: .*No such file' err
}

@test "shard: a wrong part is refused, and so is a file without ids" {
  for part in 0/3 4/3 3 1/ /3 1/0 -1/3 1/3/3 x/y 1/9999999; do
    go ta-due --shard "$part" "$BATS_FILE_TMPDIR/1.csv"
    [ "$rc" -eq 2 ]
    [ ! -s out ]
    grep -q -- '--shard: expected a part such as 1/4' err
  done
  echo received,email,role,assistance | go ta-due --shard 1/2
  grep -q "the column 'id' is missing" err
  same <(ta-due -q "$BATS_FILE_TMPDIR/1.csv") <(ta-due -q --shard 1/1 "$BATS_FILE_TMPDIR/1.csv")
}

@test "TMPDIR: one that is not there, is a file, or takes none, is said; the old queue stays" {
  echo old >queue
  : >file
  for folder in /nonexistent "$PWD/file" /proc; do
    TMPDIR=$folder go ta-prioritize -q -S 64K -o queue "$BATS_FILE_TMPDIR/long.csv"
    [ "$rc" -eq 2 ]
    grep -q '^ta-prioritize: temporary file: cannot make one (TMPDIR names the folder): ' err
    [ "$(wc -l <err)" -eq 1 ]
    [ "$(cat queue)" = old ]
  done
  # what fits needs none
  TMPDIR=/nonexistent ta-prioritize -q -S 100M -o queue "$BATS_FILE_TMPDIR/long.csv"
}

@test "TMPDIR: read-only, it is said" {
  mkdir closed
  chmod 555 closed
  # to root every folder is open
  run=()
  [ "$(id -u)" -ne 0 ] || run=(setpriv --reuid 65534 --regid 65534 --clear-groups)
  TMPDIR=$PWD/closed go "${run[@]}" "$(command -v ta-prioritize)" -q -S 64K <"$BATS_FILE_TMPDIR/long.csv"
  [ "$rc" -eq 2 ]
  grep -q 'temporary file: cannot make one (TMPDIR names the folder): ' err
}

@test "TMPDIR: full, it is said, and nothing stays" {
  mkdir tmp
  (
    uncounted
    trap '' XFSZ
    ulimit -f 200
    TMPDIR=$PWD/tmp go ta-prioritize -q -S 64K "$BATS_FILE_TMPDIR/long.csv"
    [ "$rc" -eq 2 ]
  )
  grep -q '^ta-prioritize: temporary file: cannot write (TMPDIR names the folder): ' err
  [ ! -s out ]
  [ -z "$(ls -A tmp)" ]
}

@test "TMPDIR: nothing is seen in it while it sorts, and nothing stays when it is killed" {
  mkdir tmp
  mkfifo in
  for signal in KILL TERM INT PIPE; do
    TMPDIR=$PWD/tmp ta-prioritize -q -S 64K -o queue in &
    pid=$!
    exec 7>in
    cat "$BATS_FILE_TMPDIR/long.csv" >&7
    # all of it has been taken but the end, and most of it is in the file
    if [ -d "/proc/$pid/fd" ]; then
      readlink "/proc/$pid/fd/"* | grep -q "$PWD/tmp/.*(deleted)"
    fi
    [ -z "$(ls -A tmp)" ]
    # INT is ignored by what a shell runs behind it
    kill -s "$signal" "$pid"
    exec 7>&-
    wait "$pid" || true
    [ -z "$(ls -A tmp)" ]
  done
}
