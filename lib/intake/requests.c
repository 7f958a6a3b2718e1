#include <stdlib.h>
#include <string.h>

#include "base/table.h"
#include "intake/kin.h"
#include "intake/requests.h"
#include "ledger/fold.h"
#include "record/columns.h"
#include "record/report.h"

struct request {
	uint64_t own;	/* the table's */
	uint64_t place; /* in the ledger or the spool */
	const char *file;
	uint32_t line;
	uint32_t source; /* the file that it came from, of the ledger's */
	bool in_ledger;
	bool met;
	bool amended;	/* the form has said more of it later */
	bool forgotten; /* its answers are masked, so nothing differs */
};

struct ta_requests {
	const struct ta_policy *policy;
	struct ta_intake *intake;
	struct ta_spool *spool;
	struct ta_ledger_lines *lines; /* NULL without a ledger */
	struct ta_fold *fold;	       /* what forms have said later */
	struct ta_table *ids;
	struct ta_kin *kin;
	struct ta_table *sources; /* the names of the files they came from */
	struct ta_text text;
	struct ta_record spooled;
};

/* A request with its header, as the form said it last. */
struct told {
	const struct ta_header *header;
	const int *columns;
	const struct ta_record *record;
};

struct ta_requests *
ta_requests_new(const struct ta_policy *policy, struct ta_intake *intake,
    struct ta_spool *spool)
{
	struct ta_requests *requests = ta_alloc(1, sizeof(*requests));

	requests->policy = policy;
	requests->intake = intake;
	requests->spool = spool;
	requests->ids = ta_table_new(sizeof(struct request));
	requests->kin = ta_kin_new(policy);
	requests->sources = ta_table_new(sizeof(uint64_t));
	return requests;
}

void
ta_requests_free(struct ta_requests *requests)
{
	if (requests == NULL)
		return;
	ta_fold_free(requests->fold);
	ta_table_free(requests->ids);
	ta_kin_free(requests->kin);
	ta_table_free(requests->sources);
	ta_text_free(&requests->text);
	ta_record_free(&requests->spooled);
	free(requests);
}

void
ta_seen_free(struct ta_seen *seen)
{
	ta_text_free(&seen->ids);
	ta_text_free(&seen->places);
	ta_text_free(&seen->differs);
	ta_header_free(&seen->header);
	ta_record_free(&seen->changes);
}

static struct ta_slice
id_of(const struct ta_requests *requests, const int *columns,
    const struct ta_record *record)
{
	return ta_slice_trim(
	    ta_record_get(record, columns[requests->policy->id_field]));
}

/* The number of the file that a request of the ledger came from. */
static uint32_t
source_of(struct ta_requests *requests, const struct ta_record *record)
{
	const struct ta_header *header =
	    ta_ledger_lines_header(requests->lines);
	struct ta_slice name = ta_record_get(
	    record, ta_header_find(header, ta_slice_of(TA_COL_SOURCE), 0));
	bool made;

	ta_table_add(requests->sources, name, &made);
	return (uint32_t)ta_table_index(requests->sources, name);
}

static int
take_request(void *arg, const struct ta_record *record, uint64_t place,
    struct ta_error *error)
{
	struct ta_requests *requests = arg;
	const int *columns = ta_ledger_lines_columns(requests->lines);
	struct ta_slice id = id_of(requests, columns, record);
	struct request *request;
	bool made;

	(void)error;
	request = ta_table_add(requests->ids, id, &made);
	if (!made)
		return 0;
	request->forgotten = ta_ledger_lines_forgotten(requests->lines, record);
	request->amended = ta_fold_has(requests->fold, id);
	request->place = place;
	request->file = record->file;
	request->line = (uint32_t)record->line;
	request->source = source_of(requests, record);
	request->in_ledger = true;
	if (!request->forgotten)
		ta_kin_add(requests->kin,
		    (uint32_t)ta_table_count(requests->ids) - 1, columns,
		    record);
	return 0;
}

static int
take_event(void *arg, const struct ta_header *header,
    const struct ta_record *row, const struct ta_happened *happened,
    uint64_t place, struct ta_error *error)
{
	struct ta_requests *requests = arg;
	struct request *request;

	(void)place;

	/* What takes an event back has to meet staff's, too. */
	if (!happened->by_form) {
		ta_fold_note(requests->fold, happened);
		return 0;
	}
	request = ta_table_find(requests->ids, happened->id);
	if (request != NULL)
		request->amended = true;
	return ta_fold_add(requests->fold, header, row, happened, error);
}

/* Reads a request again, with what the form has said later. */
static int
get(struct ta_requests *requests, uint32_t i, struct told *told,
    struct ta_error *error)
{
	const struct request *request = ta_table_at(requests->ids, i);
	struct ta_header *header = ta_intake_header(requests->intake);
	struct ta_record *record = &requests->spooled;

	if (request->in_ledger) {
		header = ta_ledger_lines_header(requests->lines);
		if (ta_ledger_lines_get(
			requests->lines, request->place, &record, error) == -1)
			return -1;
	} else if (ta_spool_get(
		       requests->spool, request->place, record, error) == -1) {
		return -1;
	}
	if (request->amended)
		ta_fold_columns(requests->fold, header);
	ta_record_widen(record, header->count);
	told->header = header;
	told->record = record;
	told->columns = request->in_ledger
			    ? ta_ledger_lines_columns(requests->lines)
			    : ta_intake_columns(requests->intake);
	return request->amended
		   ? ta_fold_apply(requests->fold, header, record,
			 id_of(requests, told->columns, record), error)
		   : 0;
}

/* Those that a form has amended are the same by their later answers, too. */
static int
add_amended(struct ta_requests *requests, struct ta_error *error)
{
	struct told told;

	for (uint32_t i = 0; i < ta_table_count(requests->ids); i++) {
		const struct request *request = ta_table_at(requests->ids, i);

		if (!request->amended || request->forgotten)
			continue;
		if (get(requests, i, &told, error) == -1)
			return -1;
		ta_kin_add(requests->kin, i, told.columns, told.record);
	}
	return 0;
}

int
ta_requests_read(struct ta_requests *requests, struct ta_ledger_lines *lines,
    const char *folder, struct ta_error *error)
{
	const struct ta_line_takers takers = {
	    take_request, take_event, requests};

	requests->lines = lines;
	requests->fold = ta_fold_new(requests->policy, TA_OPEN, folder, error);
	if (requests->fold == NULL ||
	    ta_ledger_lines_read(lines, &takers, error) == -1)
		return -1;
	return add_amended(requests, error);
}

ta_day
ta_requests_latest(const struct ta_requests *requests)
{
	return ta_fold_latest(requests->fold);
}

/* Whether all items of a list are in another, by slug. */
static bool
is_within(struct ta_slice some, struct ta_slice all)
{
	bool within = true;

	while (within && some.data != NULL)
		within = ta_slug_is_in(ta_slice_next(&some, ';'), all);
	return within;
}

static bool
is_equal(struct ta_requests *requests, const struct ta_field *field,
    struct ta_slice a, struct ta_slice b)
{
	struct ta_text *text = &requests->text;
	size_t n;

	if (field->type == TA_TYPE_LIST)
		return is_within(a, b) && is_within(b, a);
	ta_text_clear(text);
	ta_field_fold(field, a, text);
	n = text->len;
	ta_field_fold(field, b, text);
	return text->len == 2 * n &&
	       (n == 0 || memcmp(text->data, text->data + n, n) == 0);
}

/* Notes an answer that differs. */
static void
add_change(
    struct ta_seen *seen, const struct ta_column *column, struct ta_slice now)
{
	size_t at = ta_header_add(&seen->header, column->name, NULL);

	if (column->kind == TA_COLUMN_LIST && now.len > 0)
		seen->header.columns[at].kind = TA_COLUMN_LIST;
	ta_record_widen(&seen->changes, at + 1);
	seen->changes.fields[at] = now.data == NULL ? ta_slice_of("") : now;
	ta_text_add_item(&seen->differs, 0, column->name);
	seen->bound |= ta_event_owns(column->name);
}

/*
 * Whether an answer in a column that is no field differs. A column that a table
 * has more says nothing of the request; other formats leave out what is blank.
 */
static bool
is_other(struct ta_slice then, struct ta_slice now, bool is_table)
{
	if (then.data == NULL)
		return !is_table && !ta_slice_blank(now);
	return !ta_slice_equal(ta_slice_trim(now), ta_slice_trim(then));
}

/* Whether an answer to a question of the form differs. */
static bool
is_changed(struct ta_requests *requests, int field, struct ta_slice then,
    struct ta_slice now)
{
	const struct ta_policy *policy = requests->policy;
	const struct ta_field *about = &policy->vocabulary.fields[field];

	return !about->staff && field != policy->id_field &&
	       field != policy->receipt &&
	       !is_equal(requests, about, now, then);
}

/*
 * Compares answers with what the form said last. Of columns that are not
 * fields, those count that both have, or that only a record without a header
 * has.
 */
static void
compare(struct ta_requests *requests, const struct told *before,
    const struct ta_record *record, bool is_table, struct ta_seen *seen)
{
	const struct ta_header *header = ta_intake_header(requests->intake);
	const struct ta_vocabulary *vocabulary = &requests->policy->vocabulary;
	size_t next = 0;

	for (size_t i = 0; i < header->count && i < record->count; i++) {
		const struct ta_column *column = &header->columns[i];
		int field = ta_vocabulary_field(vocabulary, column->name);
		struct ta_slice now = record->fields[i], then;
		int at;

		if (column->kind == TA_COLUMN_TOOL ||
		    (now.data == NULL && (field == -1 || is_table)))
			continue;
		/* Mostly it is the one after the last. */
		at = ta_header_find(before->header, column->name, next);
		if (at == -1 && next > 0)
			at = ta_header_find(before->header, column->name, 0);
		next = at == -1 ? next : (size_t)at + 1;
		then = ta_record_get(before->record, at);
		if (field == -1 ? is_other(then, now, is_table)
				: is_changed(requests, field, then, now))
			add_change(seen, column, now);
	}
}

/* Says which request was found, of this id. */
static void
say_place(const struct request *request, struct ta_slice id,
    struct ta_slice own, struct ta_text *places)
{
	if (places->len > 0)
		ta_text_add_string(places, " and ");
	if (!ta_slice_equal(id, own) && ta_report_shows_id(id))
		ta_text_printf(places, "%.*s ", (int)id.len, id.data);
	ta_text_printf(places, "at %s:%u", request->file, request->line);
}

/* Whether both say on which day they were received, and not the same. */
static bool
is_of_another_day(const struct ta_requests *requests, const struct told *told,
    const struct ta_record *record)
{
	int receipt = requests->policy->receipt;
	const int *columns = ta_intake_columns(requests->intake);
	struct ta_time then, now;

	return ta_time_parse(ta_slice_trim(ta_record_get(
				 told->record, told->columns[receipt])),
		   &then) &&
	       ta_time_parse(
		   ta_slice_trim(ta_record_get(record, columns[receipt])),
		   &now) &&
	       then.day != now.day;
}

/* Compares with the i-th request, and says which that is: 0 or -1. */
static int
compare_with(struct ta_requests *requests, uint32_t i,
    const struct ta_record *record, bool is_table, struct ta_seen *seen,
    struct ta_error *error)
{
	struct request *request = ta_table_at(requests->ids, i);
	struct told told;
	struct ta_slice id;

	request->met = true;
	ta_header_free(&seen->header);
	seen->bound = false;
	ta_text_clear(&seen->differs);
	seen->changes.count = 0;
	if (get(requests, i, &told, error) == -1)
		return -1;
	id = id_of(requests, told.columns, told.record);
	say_place(request, id,
	    id_of(requests, ta_intake_columns(requests->intake), record),
	    &seen->places);
	ta_text_add_item(&seen->ids, 0, id);
	seen->later = is_of_another_day(requests, &told, record);
	if (!request->forgotten)
		compare(requests, &told, record, is_table, seen);
	return 0;
}

/* More requests than a message names; one more is several, too. */
#define SEVERAL 8

int
ta_requests_look(struct ta_requests *requests, const struct ta_record *record,
    bool is_table, bool as_new, struct ta_seen *seen, struct ta_error *error)
{
	const int *columns = ta_intake_columns(requests->intake);
	int at =
	    ta_table_index(requests->ids, id_of(requests, columns, record));
	uint32_t found[SEVERAL];
	size_t n = 1;

	ta_text_clear(&seen->ids);
	ta_text_clear(&seen->places);
	found[0] = (uint32_t)at;
	if (at == -1)
		n = requests->lines == NULL
			? 0
			: ta_kin_find(
			      requests->kin, columns, record, found, SEVERAL);
	for (size_t i = 0; i < n; i++) {
		if (compare_with(requests, found[i], record, is_table, seen,
			error) == -1)
			return -1;
		if (seen->header.count > 0 ||
		    (as_new && at == -1 && seen->later))
			continue;
		if (i == 0)
			return TA_SIGHT_SAME;
		ta_text_clear(&seen->ids);
		return compare_with(requests, found[i], record, is_table, seen,
			   error) == -1
			   ? -1
			   : TA_SIGHT_SAME;
	}
	if (at != -1)
		return TA_SIGHT_OTHER;
	if (n == 0 || as_new)
		return TA_SIGHT_NEW;
	return n == 1 ? TA_SIGHT_LIKELY : TA_SIGHT_SEVERAL;
}

void
ta_requests_add(struct ta_requests *requests, const struct ta_record *record)
{
	const int *columns = ta_intake_columns(requests->intake);
	struct request *request;
	bool made;

	request = ta_table_add(
	    requests->ids, id_of(requests, columns, record), &made);
	request->place = ta_spool_place(requests->spool);
	request->file = record->file;
	request->line = (uint32_t)record->line;
	request->met = true;
	if (requests->lines != NULL)
		ta_kin_add(requests->kin,
		    (uint32_t)ta_table_count(requests->ids) - 1, columns,
		    record);
}

size_t
ta_requests_unmet(const struct ta_requests *requests, struct ta_slice file)
{
	int source = ta_table_index(requests->sources, file);
	size_t n = 0;

	for (size_t i = 0; source != -1 && i < ta_table_count(requests->ids);
	     i++) {
		const struct request *request = ta_table_at(requests->ids, i);

		n += request->in_ledger && !request->met &&
		     request->source == (uint32_t)source;
	}
	return n;
}
