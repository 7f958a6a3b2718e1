#include <stdint.h>
#include <stdlib.h>

#include "base/table.h"
#include "record/columns.h"
#include "intake/ledgerlines.h"

struct ta_ledger_lines {
	const char *path;
	bool by_jansson;
	const struct ta_policy *policy;
	struct ta_report *report;
	struct ta_ledger *ledger;
	struct ta_intake *intake; /* records may be of an older policy */
	struct ta_header names;	  /* the columns of its records */
	size_t damaged;
	struct ta_table *said; /* damaged lines, by their places */

	/* of the line that is read again */
	struct ta_text line;
	struct ta_files *again;
};

void
ta_ledger_lines_close(struct ta_ledger_lines *lines)
{
	if (lines == NULL)
		return;
	ta_ledger_close(lines->ledger);
	ta_table_free(lines->said);
	ta_intake_free(lines->intake);
	ta_files_close(lines->again);
	ta_text_free(&lines->line);
	ta_header_free(&lines->names);
	free(lines);
}

struct ta_ledger *
ta_ledger_lines_ledger(const struct ta_ledger_lines *lines)
{
	return lines->ledger;
}

size_t
ta_ledger_lines_damaged(const struct ta_ledger_lines *lines)
{
	return lines->damaged;
}

bool
ta_ledger_lines_was_torn(const struct ta_ledger_lines *lines)
{
	const char *torn;

	return ta_ledger_tail(lines->ledger, &torn) == TA_TAIL_MOVED;
}

/* Says that a line cannot be read; the others are. */
static void
say_damaged(struct ta_ledger_lines *lines, uint64_t place,
    const struct ta_record *record)
{
	struct ta_about about = {.record = record,
	    .rule = record->damaged ? "damaged" : "bad-event"};
	bool made;

	lines->damaged++;
	ta_table_add(lines->said,
	    (struct ta_slice){(const char *)&place, sizeof(place)}, &made);
	if (!made)
		return;
	ta_report_alert(lines->report, &about, record->fault);
}

static void
add_names(struct ta_ledger_lines *lines, const struct ta_header *header)
{
	for (size_t i = 0; i < header->count; i++)
		if (ta_header_find(&lines->names, header->columns[i].name, 0) ==
		    -1)
			ta_header_add(
			    &lines->names, header->columns[i].name, NULL);
}

/* Hands an event on; one that the policy does not have counts as damage. */
static int
take_event(struct ta_ledger_lines *lines, struct ta_files *files,
    const struct ta_event_columns *columns, const struct ta_line_takers *takers,
    struct ta_error *error)
{
	struct ta_record *row = ta_files_record(files);
	struct ta_happened happened;

	row->fault = ta_event_read(lines->policy, columns, row, &happened);
	if (row->fault != NULL) {
		say_damaged(lines, ta_files_offset(files), row);
		return 0;
	}
	return takers->event(takers->arg, ta_files_header(files), row,
	    &happened, ta_files_offset(files), error);
}

static int
take_request(struct ta_ledger_lines *lines, struct ta_files *files,
    const struct ta_line_takers *takers, struct ta_error *error)
{
	uint64_t place = ta_files_offset(files);
	struct ta_record *record;

	if (ta_intake_take(lines->intake, files, &record, error) == -1)
		return -1;
	if (record->fault == NULL)
		return takers->request(takers->arg, record, place, error);
	say_damaged(lines, place, record);
	return 0;
}

static int
read_lines(struct ta_ledger_lines *lines, struct ta_files *files,
    const struct ta_line_takers *takers, struct ta_error *error)
{
	const struct ta_header *header = ta_files_header(files);
	struct ta_event_columns columns;
	size_t looked = SIZE_MAX;
	int got;

	if (ta_files_turn(files, error) == -1 ||
	    ta_intake_turn(lines->intake, files, error) == -1)
		return -1;
	while ((got = ta_files_next(files, error)) == 1) {
		const struct ta_record *row = ta_files_record(files);

		if (looked != header->count)
			ta_event_columns(lines->policy, header, &columns);
		looked = header->count;
		if ((row->fault == NULL && ta_event_is(&columns, row)
			    ? take_event(lines, files, &columns, takers, error)
			    : take_request(lines, files, takers, error)) == -1)
			return -1;
	}
	add_names(lines, ta_intake_header(lines->intake));
	return got;
}

/* The files of one source with lines of the ledger. */
static struct ta_files *
files_of(struct ta_ledger_lines *lines, struct ta_source *source,
    struct ta_wanted wanted)
{
	const struct ta_files_options options = {.format = &ta_format_jsonl,
	    .form = &lines->policy->form,
	    .reading = {.manner = TA_LENIENT,
		.by_jansson = lines->by_jansson,
		.sealed = true,
		.wanted = wanted}};

	return ta_files_of(source, &options);
}

int
ta_ledger_lines_read(struct ta_ledger_lines *lines, struct ta_sift *sift,
    const struct ta_line_takers *takers, struct ta_error *error)
{
	struct ta_wanted wanted = {NULL, NULL};
	struct ta_source *source;
	struct ta_files *files;
	int status = ta_ledger_read(lines->ledger, &source, error);

	if (status != 1)
		return status;
	lines->damaged = 0;
	if (sift != NULL && !lines->by_jansson)
		wanted = (struct ta_wanted){ta_sift_pass, sift};
	files = files_of(lines, source, wanted);
	status = read_lines(lines, files, takers, error);
	ta_files_close(files);
	return status;
}

/* Turns to the line at a place: 0 or -1. */
static int
turn_to(struct ta_ledger_lines *lines, uint64_t place, struct ta_error *error)
{
	const struct ta_wanted all = {NULL, NULL};

	if (ta_ledger_line(lines->ledger, place, &lines->line, error) == -1)
		return -1;
	ta_files_close(lines->again);
	lines->again = files_of(lines,
	    ta_source_memory(lines->path, lines->line.data, lines->line.len),
	    all);
	return ta_files_turn(lines->again, error) == -1 ? -1 : 0;
}

int
ta_ledger_lines_row(struct ta_ledger_lines *lines, uint64_t place,
    const struct ta_header **header, const struct ta_record **row,
    struct ta_error *error)
{
	if (turn_to(lines, place, error) == -1 ||
	    ta_files_next(lines->again, error) != 1)
		return -1;
	*header = ta_files_header(lines->again);
	*row = ta_files_record(lines->again);
	return 0;
}

int
ta_ledger_lines_get(struct ta_ledger_lines *lines, uint64_t place,
    struct ta_record **record, struct ta_error *error)
{
	if (turn_to(lines, place, error) == -1 ||
	    ta_intake_turn(lines->intake, lines->again, error) == -1 ||
	    ta_files_next(lines->again, error) != 1)
		return -1;
	return ta_intake_take(lines->intake, lines->again, record, error);
}

struct ta_header *
ta_ledger_lines_header(struct ta_ledger_lines *lines)
{
	return ta_intake_header(lines->intake);
}

const int *
ta_ledger_lines_columns(struct ta_ledger_lines *lines)
{
	return ta_intake_columns(lines->intake);
}

bool
ta_ledger_lines_forgotten(
    struct ta_ledger_lines *lines, const struct ta_record *record)
{
	return !ta_slice_blank(
	    ta_record_get(record, ta_header_find(ta_ledger_lines_header(lines),
				      ta_slice_of(TA_COL_FORGOTTEN), 0)));
}

/* Says what was done to the last line. Only a torn one is lost. */
static void
say_tail(const struct ta_ledger_lines *lines)
{
	const char *torn;

	switch (ta_ledger_tail(lines->ledger, &torn)) {
	case TA_TAIL_NONE:
		break;
	case TA_TAIL_ENDED:
		ta_report_warn(lines->report,
		    "%s: the last line had lost its line end; it has one again",
		    lines->path);
		break;
	case TA_TAIL_MOVED:
		ta_report_loudly(lines->report,
		    "%s: the last line was torn when its writer died; it was "
		    "moved to %s",
		    lines->path, torn);
	}
}

struct ta_ledger_lines *
ta_ledger_lines_open(const char *path, const char *folder, bool by_jansson,
    const struct ta_policy *policy, struct ta_report *report,
    struct ta_error *error)
{
	struct ta_ledger_lines *lines = ta_alloc(1, sizeof(*lines));

	lines->path = path;
	lines->by_jansson = by_jansson;
	lines->policy = policy;
	lines->report = report;
	lines->intake = ta_intake_new(policy, NULL);
	lines->said = ta_table_new(sizeof(uint64_t));
	lines->ledger = ta_ledger_open(path, folder, error);
	if (lines->ledger == NULL) {
		ta_ledger_lines_close(lines);
		return NULL;
	}
	say_tail(lines);
	return lines;
}

bool
ta_ledger_lines_know(
    const struct ta_ledger_lines *lines, const struct ta_header *header)
{
	const struct ta_header *form = &lines->policy->form;

	for (size_t i = 0; i < header->count; i++) {
		const struct ta_column *column = &header->columns[i];

		if (column->kind != TA_COLUMN_TOOL &&
		    ta_header_find(form, column->name, 0) == -1 &&
		    ta_header_find(&lines->names, column->name, 0) == -1)
			return false;
	}
	return true;
}

int
ta_ledger_lines_check(struct ta_ledger_lines *lines,
    const struct ta_header *header, struct ta_error *error)
{
	struct ta_place at = {.file = lines->path};

	add_names(lines, header);
	add_names(lines, &lines->policy->form);
	if (lines->names.count + TA_COLUMNS_OF_TOOLS <= TA_COLUMNS_MAX)
		return 0;
	return ta_error_set(
	    error, &at, TA_TOO_WIDE "; a map can drop those that nobody needs");
}
