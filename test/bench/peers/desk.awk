# What the awks do of each stage: -v stage=validate, due, prioritize, route or
# pipe, and -v days=FILE, the look-up table of dates. Rows pass as they came,
# with the new columns appended. rows.awk or csv.awk reads them: it sets row, the
# text of a row, and f, its fields, and calls header or record.

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

END {
	if (sorts && !failed)
		print_sorted()
}

function set(values, words,   n, list) {
	for (n = split(words, list, " "); n > 0; n--)
		values[list[n]] = 1
}

function header(n,   i) {
	width = n
	for (i = 1; i <= width; i++)
		column[f[i]] = i
	received = read("received", validates || dates)
	email = read("email", validates)
	role = read("role", validates || routes)
	own_case = read("own_case", routes)
	supervisor = read("supervisor_email", validates)
	assistance = read("assistance", validates || routes)
	document = read("document", routes)
	attachments = read("attachments", routes)
	ethics = read("ethics_flag", routes)
	valid = read("ta_valid", routes)
	due = read("ta_due", sorts && !dates)
	needed = lazy ? last_read : width
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

# The number of a column; that a stage reads it is kept in reads.
function read(name, wanted) {
	if (wanted && column[name]) {
		reads[column[name]]
		if (column[name] > last_read)
			last_read = column[name]
	}
	return column[name]
}

function ragged() {
	print "row of another width than the header" >"/dev/stderr"
	exit failed = 2
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
