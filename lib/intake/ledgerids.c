#include <stdlib.h>

#include "record/columns.h"
#include "intake/intake.h"
#include "intake/ledgerids.h"

struct ta_ledger_ids {
	const char *path;
	const struct ta_policy *policy;
	struct ta_seen *seen;
	struct ta_report *report;
	struct ta_ledger *ledger;
	struct ta_intake *intake; /* records may be of an older policy */
	struct ta_header names;	  /* the columns of its records */
	struct ta_asked asked;	  /* of the current record */
	size_t damaged;
};

void
ta_ledger_ids_close(struct ta_ledger_ids *known)
{
	if (known == NULL)
		return;
	ta_ledger_close(known->ledger);
	ta_intake_free(known->intake);
	ta_asked_free(&known->asked);
	ta_header_free(&known->names);
	free(known);
}

struct ta_ledger *
ta_ledger_ids_ledger(const struct ta_ledger_ids *known)
{
	return known->ledger;
}

size_t
ta_ledger_ids_damaged(const struct ta_ledger_ids *known)
{
	return known->damaged;
}

bool
ta_ledger_ids_was_torn(const struct ta_ledger_ids *known)
{
	const char *torn;

	return ta_ledger_tail(known->ledger, &torn) == TA_TAIL_MOVED;
}

/* Says that a line is damaged; the others are read. */
static void
say_damaged(struct ta_ledger_ids *known, const struct ta_record *record)
{
	struct ta_about about = {.record = record, .rule = "damaged"};

	known->damaged++;
	ta_report_alert(known->report, &about, record->fault);
}

/* Notes a record of the ledger. */
static void
note(struct ta_ledger_ids *known, const struct ta_record *record)
{
	struct ta_place first, at = {known->path, record->line, 0};
	const int *columns = ta_intake_columns(known->intake);

	ta_asked_take(&known->asked, known->policy,
	    ta_intake_header(known->intake), record, columns);
	ta_seen_add(known->seen,
	    ta_record_get(record, columns[known->policy->id_field]),
	    &known->asked, at, &first);
}

static void
add_names(struct ta_ledger_ids *known, const struct ta_header *header)
{
	for (size_t i = 0; i < header->count; i++)
		if (ta_header_find(&known->names, header->columns[i].name, 0) ==
		    -1)
			ta_header_add(
			    &known->names, header->columns[i].name, NULL);
}

static int
read_lines(
    struct ta_ledger_ids *known, struct ta_files *files, struct ta_error *error)
{
	struct ta_record *record;
	int got;

	if (ta_files_turn(files, error) == -1 ||
	    ta_intake_turn(known->intake, files, error) == -1)
		return -1;
	while ((got = ta_files_next(files, error)) == 1) {
		if (ta_intake_take(known->intake, files, &record, error) == -1)
			return -1;
		if (record->fault != NULL)
			say_damaged(known, record);
		else
			note(known, record);
	}
	add_names(known, ta_intake_header(known->intake));
	return got;
}

/* Reads the whole ledger: 0 or -1. */
static int
read_ledger(struct ta_ledger_ids *known, struct ta_error *error)
{
	const struct ta_files_options options = {.format = &ta_format_jsonl,
	    .form = &known->policy->form,
	    .reading = {.manner = TA_LENIENT, .sealed = true}};
	struct ta_source *source = ta_ledger_read(known->ledger, error);
	struct ta_files *files;
	int status;

	if (source == NULL)
		return error->text[0] == '\0' ? 0 : -1;
	files = ta_files_of(source, &options);
	status = read_lines(known, files, error);
	ta_files_close(files);
	return status;
}

/* Says what was done to the last line. Only a torn one is lost. */
static void
say_tail(const struct ta_ledger_ids *known)
{
	const char *torn;

	switch (ta_ledger_tail(known->ledger, &torn)) {
	case TA_TAIL_NONE:
		break;
	case TA_TAIL_ENDED:
		ta_report_warn(known->report,
		    "%s: the last line had lost its line end; it has one again",
		    known->path);
		break;
	case TA_TAIL_MOVED:
		ta_report_loudly(known->report,
		    "%s: the last line was torn when its writer died; it was "
		    "moved to %s",
		    known->path, torn);
	}
}

struct ta_ledger_ids *
ta_ledger_ids_open(const char *path, const char *folder,
    const struct ta_policy *policy, struct ta_seen *seen,
    struct ta_report *report, struct ta_error *error)
{
	struct ta_ledger_ids *known = ta_alloc(1, sizeof(*known));

	known->path = path;
	known->policy = policy;
	known->seen = seen;
	known->report = report;
	known->intake = ta_intake_new(policy, NULL);
	known->ledger = ta_ledger_open(path, folder, error);
	if (known->ledger != NULL)
		say_tail(known);
	if (known->ledger == NULL || read_ledger(known, error) == -1) {
		ta_ledger_ids_close(known);
		return NULL;
	}
	return known;
}

int
ta_ledger_ids_check(struct ta_ledger_ids *known, const struct ta_header *header,
    struct ta_error *error)
{
	struct ta_place at = {.file = known->path};

	add_names(known, header);
	add_names(known, &known->policy->form);
	if (known->names.count + TA_COLUMNS_OF_TOOLS <= TA_COLUMNS_MAX)
		return 0;
	return ta_error_set(
	    error, &at, TA_TOO_WIDE "; a map can drop those that nobody needs");
}
