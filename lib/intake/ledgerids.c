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
ta_ledger_ids_close(struct ta_ledger_ids *ids)
{
	if (ids == NULL)
		return;
	ta_ledger_close(ids->ledger);
	ta_intake_free(ids->intake);
	ta_asked_free(&ids->asked);
	ta_header_free(&ids->names);
	free(ids);
}

struct ta_ledger *
ta_ledger_ids_ledger(const struct ta_ledger_ids *ids)
{
	return ids->ledger;
}

size_t
ta_ledger_ids_damaged(const struct ta_ledger_ids *ids)
{
	return ids->damaged;
}

bool
ta_ledger_ids_was_torn(const struct ta_ledger_ids *ids)
{
	const char *torn;

	return ta_ledger_tail(ids->ledger, &torn) == TA_TAIL_MOVED;
}

/* Says that a line is damaged; the others are read. */
static void
say_damaged(struct ta_ledger_ids *ids, const struct ta_record *record)
{
	struct ta_about about = {.record = record, .rule = "damaged"};

	ids->damaged++;
	ta_report_alert(ids->report, &about, record->fault);
}

/* Notes a record of the ledger. */
static void
note(struct ta_ledger_ids *ids, const struct ta_record *record)
{
	struct ta_place first, at = {ids->path, record->line, 0};
	const int *columns = ta_intake_columns(ids->intake);

	ta_asked_take(&ids->asked, ids->policy, ta_intake_header(ids->intake),
	    record, columns);
	ta_seen_add(ids->seen,
	    ta_record_get(record, columns[ids->policy->id_field]), &ids->asked,
	    at, &first);
}

static void
add_names(struct ta_ledger_ids *ids, const struct ta_header *header)
{
	for (size_t i = 0; i < header->count; i++)
		if (ta_header_find(&ids->names, header->columns[i].name, 0) ==
		    -1)
			ta_header_add(
			    &ids->names, header->columns[i].name, NULL);
}

static int
read_lines(
    struct ta_ledger_ids *ids, struct ta_files *files, struct ta_error *error)
{
	struct ta_record *record;
	int got;

	if (ta_files_turn(files, error) == -1 ||
	    ta_intake_turn(ids->intake, files, error) == -1)
		return -1;
	while ((got = ta_files_next(files, error)) == 1) {
		if (ta_intake_take(ids->intake, files, &record, error) == -1)
			return -1;
		if (record->fault != NULL)
			say_damaged(ids, record);
		else
			note(ids, record);
	}
	add_names(ids, ta_intake_header(ids->intake));
	return got;
}

/* Reads the whole ledger: 0 or -1. */
static int
read_ledger(struct ta_ledger_ids *ids, struct ta_error *error)
{
	const struct ta_files_options options = {.format = &ta_format_jsonl,
	    .form = &ids->policy->form,
	    .reading = {.manner = TA_LENIENT, .sealed = true}};
	struct ta_source *source;
	struct ta_files *files;
	int status = ta_ledger_read(ids->ledger, &source, error);

	if (status != 1)
		return status;
	files = ta_files_of(source, &options);
	status = read_lines(ids, files, error);
	ta_files_close(files);
	return status;
}

/* Says what was done to the last line. Only a torn one is lost. */
static void
say_tail(const struct ta_ledger_ids *ids)
{
	const char *torn;

	switch (ta_ledger_tail(ids->ledger, &torn)) {
	case TA_TAIL_NONE:
		break;
	case TA_TAIL_ENDED:
		ta_report_warn(ids->report,
		    "%s: the last line had lost its line end; it has one again",
		    ids->path);
		break;
	case TA_TAIL_MOVED:
		ta_report_loudly(ids->report,
		    "%s: the last line was torn when its writer died; it was "
		    "moved to %s",
		    ids->path, torn);
	}
}

struct ta_ledger_ids *
ta_ledger_ids_open(const char *path, const char *folder,
    const struct ta_policy *policy, struct ta_seen *seen,
    struct ta_report *report, struct ta_error *error)
{
	struct ta_ledger_ids *ids = ta_alloc(1, sizeof(*ids));

	ids->path = path;
	ids->policy = policy;
	ids->seen = seen;
	ids->report = report;
	ids->intake = ta_intake_new(policy, NULL);
	ids->ledger = ta_ledger_open(path, folder, error);
	if (ids->ledger != NULL)
		say_tail(ids);
	if (ids->ledger == NULL || read_ledger(ids, error) == -1) {
		ta_ledger_ids_close(ids);
		return NULL;
	}
	return ids;
}

int
ta_ledger_ids_check(struct ta_ledger_ids *ids, const struct ta_header *header,
    struct ta_error *error)
{
	struct ta_place at = {.file = ids->path};

	add_names(ids, header);
	add_names(ids, &ids->policy->form);
	if (ids->names.count + TA_COLUMNS_OF_TOOLS <= TA_COLUMNS_MAX)
		return 0;
	return ta_error_set(
	    error, &at, TA_TOO_WIDE "; a map can drop those that nobody needs");
}
