#include <stdlib.h>
#include <string.h>

#include "base/table.h"
#include "intake/foresight.h"
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
	bool sifts;		       /* a few need only some lines: */
	struct ta_sift sift;
	size_t asked; /* so much of it was known when it was read */
	const struct ta_header *names; /* of files whose rows are counted */
	const char *folder;
	size_t n_read;	       /* how often it was read */
	size_t n_names;	       /* names that there were then */
	bool all;	       /* all lines were read */
	struct ta_table *near; /* ids of lines that were read, or NULL */
	struct ta_fold *fold;  /* what forms have said later */
	struct ta_table *ids;
	struct ta_kin *kin;
	struct ta_table *sources; /* the names of the files they came from */
	struct ta_record spooled;
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
	ta_table_free(requests->near);
	ta_sift_free(&requests->sift);
	ta_record_free(&requests->spooled);
	free(requests);
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

static void
note_near(struct ta_requests *requests, struct ta_slice id)
{
	bool made;

	if (requests->near != NULL)
		ta_table_add(requests->near, id, &made);
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
	note_near(requests, id);
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
	note_near(requests, happened->id);

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
get(struct ta_requests *requests, uint32_t i, struct ta_told *told,
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
	struct ta_told told;

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

/* Adds a request of the input, with the values of its record. */
static struct request *
add(struct ta_requests *requests, const struct ta_record *record)
{
	const int *columns = ta_intake_columns(requests->intake);
	struct request *request;
	bool made;

	request = ta_table_add(
	    requests->ids, id_of(requests, columns, record), &made);
	if (requests->lines != NULL)
		ta_kin_add(requests->kin,
		    (uint32_t)ta_table_count(requests->ids) - 1, columns,
		    record);
	return request;
}

/* Marks the request of the ledger at a place as one that was met. */
static void
meet(struct ta_requests *requests, uint64_t place)
{
	for (size_t i = 0; i < ta_table_count(requests->ids); i++) {
		struct request *request = ta_table_at(requests->ids, i);

		request->met |= request->in_ledger && request->place == place;
	}
}

/* Adds what had come of the input before the ledger was read again. */
static int
add_again(struct ta_requests *requests, const struct ta_table *before,
    struct ta_error *error)
{
	for (size_t i = 0; i < ta_table_count(before); i++) {
		const struct request *old = ta_table_at(before, i);
		struct request *request;

		if (old->in_ledger) {
			if (old->met)
				meet(requests, old->place);
			continue;
		}
		if (ta_spool_get(requests->spool, old->place,
			&requests->spooled, error) == -1)
			return -1;
		request = add(requests, &requests->spooled);
		request->place = old->place;
		request->file = old->file;
		request->line = old->line;
		request->met = true;
	}
	return 0;
}

/*
 * Reads the ledger, or those lines that a sift wants, in place of what was read
 * before: 0 or -1.
 */
static int
read_ledger(
    struct ta_requests *requests, struct ta_sift *sift, struct ta_error *error)
{
	const struct ta_line_takers takers = {
	    take_request, take_event, requests};
	struct ta_table *before = requests->ids;
	int status = -1;

	ta_fold_free(requests->fold);
	ta_kin_free(requests->kin);
	ta_table_free(requests->sources);
	requests->ids = ta_table_new(sizeof(struct request));
	requests->kin = ta_kin_new(requests->policy);
	requests->sources = ta_table_new(sizeof(uint64_t));
	requests->fold =
	    ta_fold_new(requests->policy, TA_OPEN, requests->folder, error);
	requests->all = sift == NULL;
	requests->n_read++;
	requests->n_names = requests->names->count;
	if (requests->fold != NULL &&
	    ta_ledger_lines_read(requests->lines, sift, &takers, error) == 0 &&
	    add_amended(requests, error) == 0)
		status = add_again(requests, before, error);
	ta_table_free(before);
	return status;
}

/*
 * Reads the lines that matter to a record. Where some of them have its address,
 * all lines of their requests do, too: 0 or -1.
 */
static int
read_near(
    struct ta_requests *requests, struct ta_sift *sift, struct ta_error *error)
{
	struct ta_table *near = ta_table_new(sizeof(uint64_t));
	int status;

	requests->near = near;
	status = read_ledger(requests, sift, error);
	requests->near = NULL;
	sift->whole = near;
	if (status == 0 && sift->met)
		status = read_ledger(requests, sift, error);
	sift->whole = NULL;
	ta_table_free(near);
	return status;
}

/*
 * Reads of the ledger what has to be known of a record, unless that was asked
 * before: 0 or -1.
 */
static int
know(struct ta_requests *requests, const struct ta_record *record,
    struct ta_error *error)
{
	const int *columns = ta_intake_columns(requests->intake);
	struct ta_sift *sift = &requests->sift;

	if (requests->lines == NULL || requests->all)
		return 0;
	if (requests->sifts) {
		ta_sift_add_id(sift, id_of(requests, columns, record));
		requests->sifts =
		    ta_kin_sift(requests->policy, columns, record, sift);
	}
	if (requests->n_read > 0 && requests->sifts &&
	    sift->asked == requests->asked)
		return 0;
	if (requests->n_read > 0 || !requests->sifts)
		return read_ledger(requests, NULL, error);
	for (size_t i = 0; i < requests->names->count; i++)
		ta_sift_add_source(sift, requests->names->columns[i].name);
	requests->asked = sift->asked;
	return read_near(requests, sift, error);
}

void
ta_requests_ledger(struct ta_requests *requests, struct ta_ledger_lines *lines,
    const struct ta_header *names, const char *folder)
{
	requests->lines = lines;
	requests->names = names;
	requests->folder = folder;
}

void
ta_requests_sift(struct ta_requests *requests, const struct ta_map *map,
    const struct ta_files *files)
{
	struct ta_sift *sift = &requests->sift;
	uint64_t size = ta_ledger_size(ta_ledger_lines_ledger(requests->lines));

	requests->sifts =
	    ta_sift_begin(sift, requests->policy, TA_NO_DAY, size);
	if (!requests->sifts ||
	    ta_foresee(requests->policy, map, files, true, sift))
		return;
	/* Many may come; it is known of the first alone what it needs. */
	ta_sift_free(sift);
	ta_sift_begin(sift, requests->policy, TA_NO_DAY, size);
}

int
ta_requests_settle(struct ta_requests *requests, const struct ta_header *header,
    struct ta_error *error)
{
	if (requests->lines == NULL || requests->all ||
	    (requests->n_read > 0 &&
		requests->n_names == requests->names->count &&
		ta_ledger_lines_know(requests->lines, header)))
		return 0;
	return read_ledger(requests, NULL, error);
}

ta_day
ta_requests_latest(const struct ta_requests *requests)
{
	return ta_fold_latest(requests->fold);
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
is_of_another_day(const struct ta_requests *requests,
    const struct ta_told *told, const struct ta_record *record)
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
	struct ta_told told;
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
		ta_differences_find(requests->policy,
		    ta_intake_header(requests->intake), record, &told, is_table,
		    seen);
	return 0;
}

/* More requests than a message names; one more is several, too. */
#define SEVERAL 8

int
ta_requests_look(struct ta_requests *requests, const struct ta_record *record,
    bool is_table, bool as_new, struct ta_seen *seen, struct ta_error *error)
{
	const int *columns = ta_intake_columns(requests->intake);
	uint32_t found[SEVERAL];
	size_t n = 1;
	int at;

	if (know(requests, record, error) == -1)
		return -1;
	at = ta_table_index(requests->ids, id_of(requests, columns, record));
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
	struct request *request = add(requests, record);

	request->place = ta_spool_place(requests->spool);
	request->file = record->file;
	request->line = (uint32_t)record->line;
	request->met = true;
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
