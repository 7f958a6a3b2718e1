#!/usr/bin/env bash
#
# run.sh BINDIR [RECORDS]
#
# Times the tools in BINDIR beside a bare read-and-copy with libcsv and beside
# Miller, mawk and sqlite3, which do less of the same stage's work. Prints a
# table, then whether the limits hold. Status 0: they do; 1: one does not; 2:
# not measured. See README.md in this folder.
#
# BENCH_GENERATE and BENCH_COPY name the two helper programs, where they are not
# in build/bench. With BENCH_LAZY=1 the table has one more program, mawk-lazy.

set -Eeuo pipefail
trap 'exit 2' ERR
export LC_ALL=C MLRRC=__none__
unset TA_TODAY TA_POLICY TA_SWITCHES

rounds=5
stages='validate due route prioritize pipe'
options=(--today 2026-11-24 -q)

say() {
	printf 'bench: %s\n' "$*" >&2
}

die() {
	say "$*"
	exit 2
}

absolute() {
	case $1 in
	/*) printf '%s\n' "$1" ;;
	*) printf '%s\n' "$PWD/$1" ;;
	esac
}

find_gnu_time() {
	local name found

	for name in gtime time; do
		found=$(type -P "$name") || continue
		if "$found" -q -f %M true >/dev/null 2>&1; then
			printf '%s\n' "$found"
			return
		fi
	done
	die 'GNU time is needed to measure memory: install the package "time"'
}

find_peers() {
	local name

	peers=
	for name in mawk mlr sqlite3; do
		if type -P "$name" >/dev/null; then
			peers+=" $name"
		else
			say "$name is not installed: dropped"
		fi
	done
	[ -n "$peers" ] ||
		die 'no peer is there: install mawk, miller or sqlite3'
	case ${BENCH_LAZY:-0},$peers in
	1,*mawk*) peers+=' mawk-lazy' ;;
	esac
}

# The rows of a CSV file, the header among them.
rows() {
	"$copy" -c <"$1"
}

# What each stage reads: what the stages before it have added.
input_of() {
	case $1 in
	route) echo validated.csv ;;
	prioritize) echo dated.csv ;;
	*) echo raw.csv ;;
	esac
}

prepare_inputs() {
	say "$1 records in $work"
	"$generate" "$1" >raw.csv
	"$copy" <raw.csv >copied.csv
	cmp -s raw.csv copied.csv || die 'copy changes what it copies'
	rm copied.csv
	expected=$(rows raw.csv)
	"$bin/ta-validate" "${options[@]}" <raw.csv >validated.csv ||
		die 'ta-validate failed'
	"$bin/ta-due" "${options[@]}" <validated.csv >dated.csv ||
		die 'ta-due failed'
}

# The table of dates, for mlr as a program that holds it.
prepare_days() {
	awk -f "$here/peers/days.awk" >days.csv
	awk -F, 'BEGIN { print "begin {\n@target = {" }
		NR > 1 { printf "%s\"%s\": \"%s\"", comma, $1, $2; comma = ",\n" }
		END { print "\n};\n}" }' days.csv >days.mlr
}

# All columns are declared as text: sqlite3 would make numbers of some.
prepare_sql() {
	local input validate due route

	input=$(input_of "$1")
	validate=$(<"$here/peers/validate.sql")
	due=$(<"$here/peers/due.sql")
	route=$(<"$here/peers/route.sql")
	cat <<-END
		.bail on
		create table t ($(head -n 1 "$input" | sed 's/[^,]*/"&" text/g'));
		.import --csv --skip 1 $input t
		create table days (day text primary key, target text) without rowid;
		.import --csv --skip 1 days.csv days
		.mode csv
		.separator , "\n"
		.headers on
	END
	case $1 in
	validate) echo "select *, $validate from t;" ;;
	due) echo "select *, $due from t;" ;;
	route) echo "select *, $route from t;" ;;
	prioritize) echo "select *, row_number() over" \
		"(order by ta_due, rowid) as ta_rank from t;" ;;
	pipe) echo "create table u as select *, $validate, $due from t;" \
		"select *, row_number() over (order by ta_target, rowid)" \
		"as ta_rank, $route from u;" ;;
	esac
}

# One program, its peak memory in KiB added to the file.
timed() {
	"$gnu_time" -q -a -o peak -f %M "$@"
}

run_tool() {
	case $1 in
	pipe)
		timed "$bin/ta-validate" "${options[@]}" |
			timed "$bin/ta-due" "${options[@]}" |
			timed "$bin/ta-prioritize" "${options[@]}" |
			timed "$bin/ta-route" "${options[@]}"
		;;
	*) timed "$bin/ta-$1" "${options[@]}" ;;
	esac
}

run_copy() {
	case $1 in
	pipe) timed "$copy" | timed "$copy" | timed "$copy" | timed "$copy" ;;
	*) timed "$copy" ;;
	esac
}

# Small batches are the faster and leaner setting for records of this size.
run_mlr() {
	local mlr=(timed mlr --csv -S --records-per-batch 50)
	local next='then'
	local rank=(cat -N ta_rank "$next" reorder -e -f)
	local validate=(-f "$here/peers/validate.mlr")
	local due=(-f days.mlr -f "$here/peers/due.mlr")
	local route=(-f "$here/peers/route.mlr")

	case $1 in
	validate) "${mlr[@]}" put "${validate[@]}" ;;
	due) "${mlr[@]}" put "${due[@]}" ;;
	route) "${mlr[@]}" put "${route[@]}" ;;
	prioritize)
		"${mlr[@]}" sort -f ta_due "$next" "${rank[@]}" ta_rank
		;;
	pipe)
		"${mlr[@]}" put "${validate[@]}" "${due[@]}" "${route[@]}" \
			"$next" sort -f ta_target \
			"$next" "${rank[@]}" ta_rank,ta_outcome,ta_queue
		;;
	esac
}

run_mawk() {
	timed mawk -v "stage=$1" -v days=days.csv -v "lazy=$2" \
		-f "$here/peers/desk.awk"
}

run() {
	case $1 in
	tool) run_tool "$2" ;;
	copy) run_copy "$2" ;;
	mlr) run_mlr "$2" ;;
	mawk) run_mawk "$2" 0 ;;
	mawk-lazy) run_mawk "$2" 1 ;;
	sqlite3) timed sqlite3 -init /dev/null :memory: ".read $2.sql" ;;
	esac
}

# One run of a program on a stage: sets microseconds and kib. The memory of a
# pipe is the sum over its programs.
measure() {
	local begin end status=0

	: >peak
	begin=${EPOCHREALTIME/./}
	run "$1" "$2" <"$(input_of "$2")" >"$3" 2>messages || status=$?
	end=${EPOCHREALTIME/./}
	microseconds=$((end - begin))
	kib=$(awk '{ sum += $1 } END { print sum + 0 }' peak)
	return "$status"
}

# The warm-up: says why a program cannot be timed, nothing when it can. What the
# peers write has to be equal, once it is written in the one canonical way.
objection() {
	local program=$1 stage=$2 sum

	measure "$program" "$stage" output.csv || {
		echo "failed: $(head -n 1 messages)"
		return
	}
	if ! "$copy" <output.csv >canonical.csv 2>messages; then
		echo "does not write CSV: $(head -n 1 messages)"
	elif [ "$(rows canonical.csv)" != "$expected" ]; then
		echo "wrote $(rows canonical.csv) rows of $expected"
	elif [ "$program" != tool ] && [ "$program" != copy ]; then
		sum=$(cksum <canonical.csv)
		if [ ! -e "$stage.sum" ]; then
			echo "$sum" >"$stage.sum"
		elif [ "$sum" != "$(<"$stage.sum")" ]; then
			echo 'wrote other values than the peer before it'
		fi
	fi
}

time_stage() {
	local stage=$1 program why round timeable=

	say "$stage"
	prepare_sql "$stage" >"$stage.sql"
	for program in tool copy $peers; do
		why=$(objection "$program" "$stage")
		if [ -z "$why" ]; then
			timeable+=" $program"
			continue
		fi
		case $program in
		tool | copy) die "$stage: the $program $why" ;;
		*) say "$stage: $program $why: dropped" ;;
		esac
	done
	rm -f output.csv canonical.csv
	echo "size $stage $(wc -c <"$(input_of "$stage")")" >>runs
	for ((round = 0; round < rounds; round++)); do
		for program in $timeable; do
			measure "$program" "$stage" /dev/null ||
				die "$stage: $program failed when timed"
			echo "time $stage $program $microseconds $kib" >>runs
		done
	done
}

case $# in
1 | 2) ;;
*) die 'usage: run.sh BINDIR [RECORDS]' ;;
esac
here=$(cd "$(dirname "$0")" && pwd)
[ -d "$1" ] || die "$1 is no folder"
bin=$(cd "$1" && pwd)
generate=$(absolute "${BENCH_GENERATE:-$here/../../build/bench/generate}")
copy=$(absolute "${BENCH_COPY:-$here/../../build/bench/copy}")
for program in "$generate" "$copy" \
	"$bin"/ta-{validate,due,prioritize,route}; do
	[ -x "$program" ] || die "$program is not there: build it first"
done
gnu_time=$(find_gnu_time)
find_peers

work=$(absolute "$(mktemp -d "${TMPDIR:-/tmp}/ta-bench.XXXXXX")")
trap 'rm -rf "$work"' EXIT
trap 'exit 2' INT TERM HUP
cd "$work"
prepare_inputs "${2:-100000}"
prepare_days
for stage in $stages; do
	time_stage "$stage"
done
printf '%s records, medians of %s runs, %s processors\n\n' \
	"$((expected - 1))" "$rounds" "$(getconf _NPROCESSORS_ONLN)"
status=0
awk -f "$here/report.awk" runs || status=$?
exit "$status"
