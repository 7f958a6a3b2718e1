#include <stdlib.h>

#include "base/table.h"
#include "intake/kin.h"
#include "intake/known.h"
#include "ledger/fold.h"
#include "record/columns.h"

struct ta_known {
	const struct ta_policy *policy;
	struct ta_intake *intake;
	struct ta_spool *spool;
	struct ta_ledger_lines *lines; /* NULL without a ledger */
	const char *folder;
	struct ta_fold *fold; /* what forms have said later */
	struct ta_table *ids; /* the requests */
	struct ta_kin *kin;
	struct ta_table *sources; /* the names of the files they came from */
	struct ta_table *near;	  /* ids of lines that are read, or NULL */
	struct ta_record spooled;
};

struct ta_known *
ta_known_new(const struct ta_policy *policy, struct ta_intake *intake,
    struct ta_spool *spool)
{
	struct ta_known *known = ta_alloc(1, sizeof(*known));

	known->policy = policy;
	known->intake = intake;
	known->spool = spool;
	known->ids = ta_table_new(sizeof(struct ta_request));
	known->kin = ta_kin_new(policy);
	known->sources = ta_table_new(sizeof(uint64_t));
	return known;
}

void
ta_known_free(struct ta_known *known)
{
	if (known == NULL)
		return;
	ta_fold_free(known->fold);
	ta_table_free(known->ids);
	ta_kin_free(known->kin);
	ta_table_free(known->sources);
	ta_record_free(&known->spooled);
	free(known);
}

void
ta_known_ledger(
    struct ta_known *known, struct ta_ledger_lines *lines, const char *folder)
{
	known->lines = lines;
	known->folder = folder;
}

struct ta_slice
ta_known_id(const struct ta_known *known, const int *columns,
    const struct ta_record *record)
{
	return ta_slice_trim(
	    ta_record_get(record, columns[known->policy->id_field]));
}

struct ta_request *
ta_known_at(const struct ta_known *known, uint32_t i)
{
	return ta_table_at(known->ids, i);
}

int
ta_known_index(const struct ta_known *known, uint64_t key)
{
	return ta_table_index_by(known->ids, key);
}

size_t
ta_known_kin(const struct ta_known *known, const int *columns,
    const struct ta_record *record, uint32_t *found, size_t most)
{
	return known->lines == NULL
		   ? 0
		   : ta_kin_find(known->kin, columns, record, found, most);
}

ta_day
ta_known_latest(const struct ta_known *known)
{
	return ta_fold_latest(known->fold);
}

/* The number of the file that a request of the ledger came from. */
static uint32_t
source_of(struct ta_known *known, const struct ta_record *record)
{
	const struct ta_header *header = ta_ledger_lines_header(known->lines);
	struct ta_slice name = ta_record_get(
	    record, ta_header_find(header, ta_slice_of(TA_COL_SOURCE), 0));
	bool made;

	ta_table_add(known->sources, name, &made);
	return (uint32_t)ta_table_index(known->sources, name);
}

size_t
ta_known_unmet(const struct ta_known *known, struct ta_slice file)
{
	int source = ta_table_index(known->sources, file);
	size_t n = 0;

	for (uint32_t i = 0; source != -1 && i < ta_table_count(known->ids);
	     i++) {
		const struct ta_request *request = ta_known_at(known, i);

		n += request->in_ledger && !request->met &&
		     request->source == (uint32_t)source;
	}
	return n;
}

static void
note_near(struct ta_known *known, struct ta_slice id)
{
	bool made;

	if (known->near != NULL)
		ta_table_add(known->near, id, &made);
}

static int
take_request(void *arg, const struct ta_record *record, uint64_t place,
    struct ta_error *error)
{
	struct ta_known *known = arg;
	const int *columns = ta_ledger_lines_columns(known->lines);
	struct ta_slice id = ta_known_id(known, columns, record);
	struct ta_request *request;
	bool made;

	(void)error;
	note_near(known, id);
	request = ta_table_add(known->ids, id, &made);
	if (!made)
		return 0;
	request->forgotten = ta_ledger_lines_forgotten(known->lines, record);
	request->amended = ta_fold_has(known->fold, id);
	request->place = place;
	request->file = record->file;
	request->line = (uint32_t)record->line;
	request->source = source_of(known, record);
	request->in_ledger = true;
	if (!request->forgotten)
		ta_kin_add(known->kin, (uint32_t)ta_table_count(known->ids) - 1,
		    columns, record);
	return 0;
}

static int
take_event(void *arg, const struct ta_header *header,
    const struct ta_record *row, const struct ta_happened *happened,
    uint64_t place, struct ta_error *error)
{
	struct ta_known *known = arg;
	struct ta_request *request;

	(void)place;
	note_near(known, happened->id);

	/* What takes an event back has to meet staff's, too. */
	if (!happened->by_form) {
		ta_fold_note(known->fold, happened);
		return 0;
	}
	request = ta_table_find(known->ids, happened->id);
	if (request != NULL)
		request->amended = true;
	return ta_fold_add(known->fold, header, row, happened, error);
}

int
ta_known_get(struct ta_known *known, uint32_t i, struct ta_told *told,
    struct ta_error *error)
{
	const struct ta_request *request = ta_known_at(known, i);
	struct ta_header *header = ta_intake_header(known->intake);
	struct ta_record *record = &known->spooled;

	if (request->in_ledger) {
		header = ta_ledger_lines_header(known->lines);
		if (ta_ledger_lines_get(
			known->lines, request->place, &record, error) == -1)
			return -1;
	} else if (ta_spool_get(known->spool, request->place, record, error) ==
		   -1) {
		return -1;
	}
	if (request->amended)
		ta_fold_columns(known->fold, header);
	ta_record_widen(record, header->count);
	told->header = header;
	told->record = record;
	told->columns = request->in_ledger
			    ? ta_ledger_lines_columns(known->lines)
			    : ta_intake_columns(known->intake);
	return request->amended
		   ? ta_fold_apply(known->fold, header, record,
			 ta_known_id(known, told->columns, record), error)
		   : 0;
}

/* Those that a form has amended are the same by their later answers, too. */
static int
add_amended(struct ta_known *known, struct ta_error *error)
{
	struct ta_told told;

	for (uint32_t i = 0; i < ta_table_count(known->ids); i++) {
		const struct ta_request *request = ta_table_at(known->ids, i);

		if (!request->amended || request->forgotten)
			continue;
		if (ta_known_get(known, i, &told, error) == -1)
			return -1;
		ta_kin_add(known->kin, i, told.columns, told.record);
	}
	return 0;
}

/* Adds a request of the input, with the values of its record. */
static struct ta_request *
add(struct ta_known *known, uint64_t key, const struct ta_record *record)
{
	const int *columns = ta_intake_columns(known->intake);
	struct ta_request *request;
	bool made;

	request = ta_table_add_by(known->ids, key, &made);
	if (known->lines != NULL)
		ta_kin_add(known->kin, (uint32_t)ta_table_count(known->ids) - 1,
		    columns, record);
	return request;
}

/* Marks the request of the ledger at a place as one that was met. */
static void
meet(struct ta_known *known, uint64_t place)
{
	for (size_t i = 0; i < ta_table_count(known->ids); i++) {
		struct ta_request *request = ta_table_at(known->ids, i);

		request->met |= request->in_ledger && request->place == place;
	}
}

/* Adds what had come of the input before the ledger was read again. */
static int
add_again(struct ta_known *known, const struct ta_table *before,
    struct ta_error *error)
{
	for (size_t i = 0; i < ta_table_count(before); i++) {
		const struct ta_request *old = ta_table_at(before, i);
		struct ta_request *request;

		if (old->in_ledger) {
			if (old->met)
				meet(known, old->place);
			continue;
		}
		if (ta_spool_get(
			known->spool, old->place, &known->spooled, error) == -1)
			return -1;
		request = add(known, old->own, &known->spooled);
		request->place = old->place;
		request->file = old->file;
		request->line = old->line;
		request->met = true;
	}
	return 0;
}

int
ta_known_read(struct ta_known *known, struct ta_sift *sift,
    struct ta_table *near, struct ta_error *error)
{
	const struct ta_line_takers takers = {take_request, take_event, known};
	struct ta_table *before = known->ids;
	int status = -1;

	ta_fold_free(known->fold);
	ta_kin_free(known->kin);
	ta_table_free(known->sources);
	known->ids = ta_table_new(sizeof(struct ta_request));
	known->kin = ta_kin_new(known->policy);
	known->sources = ta_table_new(sizeof(uint64_t));
	known->fold = ta_fold_new(known->policy, TA_OPEN, known->folder, error);
	known->near = near;
	if (known->fold != NULL &&
	    ta_ledger_lines_read(known->lines, sift, &takers, error) == 0 &&
	    add_amended(known, error) == 0)
		status = add_again(known, before, error);
	ta_table_free(before);
	known->near = NULL;
	return status;
}

void
ta_known_add(
    struct ta_known *known, uint64_t key, const struct ta_record *record)
{
	struct ta_request *request = add(known, key, record);

	request->place = ta_spool_place(known->spool);
	request->file = record->file;
	request->line = (uint32_t)record->line;
	request->met = true;
}
