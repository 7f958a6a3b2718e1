# From `size STAGE BYTES` and `time STAGE PROGRAM MICROSECONDS KIB`, a line a
# run: the table of medians, then the limits. Status 1 when one does not hold.

BEGIN {
	most_of_copy = 1.5
	least_of_peer = 1.5
	most_kib = 8192
}

$1 == "size" {
	bytes[$2] = $3
	stages[++stage_count] = $2
}

$1 == "time" {
	key = $2 SUBSEP $3
	if (!runs[key]++)
		programs[$2, ++program_count[$2]] = $3
	insert(key, $4)
	if ($5 > peak[key])
		peak[key] = $5
}

END {
	print "| stage | program | seconds | MB/s | peak KiB |" \
	    " to copy | to the tool |"
	print "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
	for (i = 1; i <= stage_count; i++)
		for (j = 1; j <= program_count[stages[i]]; j++)
			print_row(stages[i], programs[stages[i], j])
	print ""
	for (i = 1; i <= stage_count; i++)
		if (stages[i] != "prioritize" && stages[i] != "pipe")
			judge(stages[i])
	if (broken)
		print broken " of the limits do not hold"
	else
		print "all limits hold"
	exit broken > 0
}

# Keeps the times of a program sorted, shortest first.
function insert(key, time,   i) {
	for (i = runs[key]; i > 1 && times[key, i - 1] > time; i--)
		times[key, i] = times[key, i - 1]
	times[key, i] = time
}

function median(stage, program) {
	return times[stage, program, int((runs[stage, program] + 1) / 2)]
}

function name(stage, program) {
	if (program == "tool")
		return stage == "pipe" ? "the four tools" : "ta-" stage
	if (program == "copy" && stage == "pipe")
		return "copy, four times"
	return program
}

function print_row(stage, program,   time) {
	time = median(stage, program)
	printf "| %s | %s | %.3f | %.0f | %d | %.2f | %.2f |\n", stage,
	    name(stage, program), time / 1e6, bytes[stage] / time,
	    peak[stage, program], time / median(stage, "copy"),
	    time / median(stage, "tool")
}

function verdict(holds) {
	if (!holds)
		broken++
	return holds ? "holds" : "DOES NOT HOLD"
}

function judge(stage,   tool, ratio, j, program, fastest) {
	tool = median(stage, "tool")
	ratio = tool / median(stage, "copy")
	printf "ta-%s: %.2f times copy, at most %.2f: %s\n", stage, ratio,
	    most_of_copy, verdict(ratio <= most_of_copy)
	for (j = 1; j <= program_count[stage]; j++) {
		program = programs[stage, j]
		if (program != "mlr" && program != "mawk" &&
		    program != "sqlite3")
			continue
		if (!fastest || median(stage, program) < median(stage, fastest))
			fastest = program
	}
	ratio = fastest ? median(stage, fastest) / tool : 0
	printf "ta-%s: %.2f times as fast as %s, at least %.2f: %s\n", stage,
	    ratio, fastest ? fastest : "no peer", least_of_peer,
	    verdict(ratio >= least_of_peer)
	printf "ta-%s: peak %d KiB, at most %d: %s\n", stage,
	    peak[stage, "tool"], most_kib,
	    verdict(peak[stage, "tool"] <= most_kib)
}
