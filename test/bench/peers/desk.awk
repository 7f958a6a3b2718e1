# What mawk does of each stage: -v stage=validate, due, prioritize, route or
# pipe, and -v days=FILE, the look-up table of dates. Rows pass as they came,
# with the new columns appended.
#
# A row is whole when its quotes are even in number; it may span lines. Cut at
# the quotes, its pieces lie by turns outside and inside of quoted text, so a
# comma in an outer piece, and only there, ends a field. An empty outer piece
# between two others is a doubled quote.
#
# With -v lazy=1 a row is cut no further than the columns of the form that the
# stage reads; what follows is not looked at, ragged or not.

BEGIN {
	needed = 4096
	validates = stage == "validate" || stage == "pipe"
	dates = stage == "due" || stage == "pipe"
	sorts = stage == "prioritize" || stage == "pipe"
	routes = stage == "route" || stage == "pipe"
	set(is_role, "attorney doj-accredited-representative legal-assistant " \
	    "paralegal legal-intern law-graduate law-student " \
	    "social-service-provider case-manager law-enforcement " \
	    "program-manager other-professional survivor other")
	set(supervised, "legal-assistant paralegal legal-intern " \
	    "law-graduate law-student")
	while (dates && (getline line < days) > 0)
		target[substr(line, 1, 10)] = substr(line, 12)
}

{
	n = split($0, piece, "\"")
	if (open) {
		row = row "\n" $0
		if (n % 2 == 1 || n == 0)
			next
		n = split(row, piece, "\"")
	} else
		row = $0
	open = n % 2 == 0
	if (open || n == 0)
		next
	if (!width)
		header(cut(n))
	else if (cut(n) == width || lazy)
		record()
	else {
		print "row of another width than the header" >"/dev/stderr"
		exit failed = 2
	}
}

END {
	if (sorts && !failed)
		print_sorted()
}

function set(values, words,   n, list) {
	for (n = split(words, list, " "); n > 0; n--)
		values[list[n]] = 1
}

# The fields of the row whose n pieces are given, in f; returns their number.
# Those after the last that is needed may be missing.
function cut(n,   i, j, m, k) {
	m = split(piece[1], f, ",")
	if (m == 0)
		f[++m] = ""
	for (i = 2; i < n && m <= needed; i += 2) {
		f[m] = f[m] piece[i]
		if (piece[i + 1] == "" && i + 1 < n) {
			f[m] = f[m] "\""
			continue
		}
		k = split(piece[i + 1], outer, ",")
		for (j = 2; j <= k; j++)
			f[++m] = outer[j]
	}
	return m
}

function header(n,   i) {
	width = n
	for (i = 1; i <= width; i++)
		column[f[i]] = i
	received = column["received"]
	email = column["email"]
	role = column["role"]
	own_case = column["own_case"]
	supervisor = column["supervisor_email"]
	assistance = column["assistance"]
	document = column["document"]
	attachments = column["attachments"]
	ethics = column["ethics_flag"]
	valid = column["ta_valid"]
	due = column["ta_due"]
	if (lazy)
		needed = routes || sorts ? width : validates ? assistance : received
	if (validates)
		row = row ",ta_valid,ta_findings"
	if (dates)
		row = row ",ta_target"
	if (sorts)
		row = row ",ta_rank"
	if (routes)
		row = row ",ta_outcome,ta_queue"
	print row
}

function record(   found, is_valid) {
	if (validates) {
		found = findings()
		is_valid = found == "" ? "yes" : "no"
		row = row "," is_valid "," found
	} else if (routes)
		is_valid = f[valid]
	if (dates)
		row = row "," target[substr(f[received], 1, 10)]
	if (sorts)
		keep(dates ? target[substr(f[received], 1, 10)] : f[due],
		    routes ? "," route(is_valid) : "")
	else if (routes)
		print row "," route(is_valid)
	else
		print row
}

function findings(   found) {
	if (f[received] == "")
		found = found ";received-missing"
	if (f[email] == "")
		found = found ";email-missing"
	else if (!index(f[email], "@"))
		found = found ";email-invalid"
	if (f[role] == "")
		found = found ";role-missing"
	else if (!(f[role] in is_role))
		found = found ";role-invalid"
	if (f[assistance] == "")
		found = found ";assistance-missing"
	if (f[role] in supervised) {
		if (f[supervisor] == "")
			found = found ";supervisor-missing"
		else if (!index(f[supervisor], "@"))
			found = found ";supervisor-email-malformed"
	}
	return substr(found, 2)
}

function route(is_valid,   help, paper) {
	help = f[assistance]
	paper = help == "document-review" ? f[document] : ""
	if (f[role] == "survivor" || f[own_case] == "yes")
		return "redirect,hotline"
	if (f[ethics] == "review")
		return "review,ethics-review"
	if (f[role] == "other")
		return "review,eligibility-review"
	if (paper == "other-immigration")
		return "review,scope-review"
	if (paper == "initial-t-visa-declaration")
		return "redirect,declaration-workshop"
	if (is_valid == "no")
		return "hold,awaiting-requester"
	if (paper == "other-document-review" && f[attachments] == "emp-worksheet")
		return "accept,emp-review"
	if (help == "document-review" || help == "case-consultation" ||
	    help == "general-information")
		return "accept," help
	return "review,scope-review"
}

# Rows wait in one chain a date, in the order they came: that is stable. Only
# the dates are sorted, and there are few.
function keep(key, tail) {
	kept++
	before[kept] = row
	after[kept] = tail
	if (key in last)
		follower[last[key]] = kept
	else {
		first[key] = kept
		keys[++distinct] = key
	}
	last[key] = kept
}

function print_sorted(   i, j, key, rank) {
	for (i = 2; i <= distinct; i++) {
		key = keys[i]
		for (j = i - 1; j > 0 && keys[j] "" > key ""; j--)
			keys[j + 1] = keys[j]
		keys[j + 1] = key
	}
	for (i = 1; i <= distinct; i++)
		for (j = first[keys[i]]; j; j = follower[j])
			print before[j] "," ++rank after[j]
}
