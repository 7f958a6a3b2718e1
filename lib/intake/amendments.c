#include <stdlib.h>

#include "base/table.h"
#include "intake/amendments.h"
#include "record/columns.h"

#define NONE UINT32_MAX

/* The row of a request that was received last, of those met. */
struct last {
	uint64_t own; /* the table's */
	int64_t moment;
	uint32_t change; /* its number in the spool, or NONE */
};

/* The first columns of what is set aside; answers follow. */
enum { ID, SOURCE, LINE, FIRST };

struct ta_amendments {
	const struct ta_policy *policy;
	struct ta_table *last;
	struct ta_spool *spool;
	struct ta_header header; /* of what is set aside */
	struct ta_record record;
	bool *counts; /* of what is set aside: no later row has replaced it */
	size_t count;
	size_t room;
	size_t amended;
	size_t replaced;
};

struct ta_amendments *
ta_amendments_open(
    const struct ta_policy *policy, const char *folder, struct ta_error *error)
{
	struct ta_spool *spool = ta_spool_open(folder, error);
	struct ta_amendments *amendments;

	if (spool == NULL)
		return NULL;
	amendments = ta_alloc(1, sizeof(*amendments));
	amendments->policy = policy;
	amendments->last = ta_table_new(sizeof(struct last));
	amendments->spool = spool;
	ta_header_add(&amendments->header,
	    policy->vocabulary.fields[policy->id_field].name, NULL);
	ta_header_add(&amendments->header, ta_slice_of(TA_COL_SOURCE), NULL);
	ta_header_add(&amendments->header, ta_slice_of(TA_COL_LINE), NULL);
	return amendments;
}

void
ta_amendments_close(struct ta_amendments *amendments)
{
	if (amendments == NULL)
		return;
	ta_table_free(amendments->last);
	ta_spool_close(amendments->spool);
	ta_header_free(&amendments->header);
	ta_record_free(&amendments->record);
	free(amendments->counts);
	free(amendments);
}

/*
 * The entry of a request whose row is the last of those met; NULL where a later
 * one was.
 */
static struct last *
meet(struct ta_amendments *amendments, struct ta_slice id, const int *columns,
    const struct ta_record *row)
{
	const struct ta_policy *policy = amendments->policy;
	struct ta_slice received = ta_record_get(row, columns[policy->receipt]);
	struct ta_time time;
	struct last *last;
	bool made;

	/* One that does not say when it was received was first. */
	int64_t moment = ta_time_parse(ta_slice_trim(received), &time)
			     ? ta_zone_instant(policy->zone, &time)
			     : INT64_MIN;

	last = ta_table_add(amendments->last, id, &made);
	if (!made && last->moment > moment)
		return NULL;
	if (!made && last->change != NONE) {
		amendments->counts[last->change] = false;
		amendments->amended--;
		amendments->replaced++;
	}
	last->moment = moment;
	last->change = NONE;
	return last;
}

/* Sets what differs aside: 0 or -1. */
static int
put(struct ta_amendments *amendments, struct ta_slice id,
    const struct ta_header *header, const struct ta_record *row,
    const struct ta_seen *seen, struct ta_error *error)
{
	struct ta_header *names = &amendments->header;
	struct ta_record *record = &amendments->record;

	ta_record_follow(record, row, FIRST);
	record->fields[ID] = id;
	for (int i = SOURCE; i <= LINE; i++)
		record->fields[i] = ta_record_get(
		    row, ta_header_find(header, names->columns[i].name, 0));
	for (size_t i = 0; i < seen->header.count; i++) {
		struct ta_slice name = seen->header.columns[i].name;
		int at = ta_header_find(names, name, FIRST);

		if (at == -1)
			at = (int)ta_header_add(
			    names, name, &amendments->policy->form);
		ta_record_widen(record, (size_t)at + 1);
		record->fields[at] = seen->changes.fields[i];
	}
	return ta_spool_put(amendments->spool, record, error);
}

void
ta_amendments_again(struct ta_amendments *amendments, struct ta_slice id,
    const int *columns, const struct ta_record *row)
{
	meet(amendments, id, columns, row);
}

int
ta_amendments_note(struct ta_amendments *amendments, struct ta_slice id,
    const struct ta_header *header, const int *columns,
    const struct ta_record *row, const struct ta_seen *seen,
    struct ta_error *error)
{
	struct last *last = meet(amendments, id, columns, row);

	if (last == NULL) {
		amendments->replaced++;
		return 0;
	}
	ta_grow((void **)&amendments->counts, &amendments->room,
	    amendments->count, sizeof(*amendments->counts));
	amendments->counts[amendments->count] = true;
	last->change = (uint32_t)amendments->count++;
	amendments->amended++;
	return put(amendments, id, header, row, seen, error);
}

size_t
ta_amendments_count(const struct ta_amendments *amendments)
{
	return amendments->amended;
}

size_t
ta_amendments_replaced(const struct ta_amendments *amendments)
{
	return amendments->replaced;
}

/* Makes the event of what was set aside. */
static void
make(const struct ta_amendments *amendments, struct ta_slice day,
    const struct ta_record *record, struct ta_event_row *event)
{
	const struct ta_policy *policy = amendments->policy;
	const struct ta_column *columns = amendments->header.columns;

	ta_event_row_add(
	    event, columns[ID].name, TA_COLUMN_OTHER, record->fields[ID]);
	ta_event_row_add(event, ta_slice_of(TA_COL_EVENT), TA_COLUMN_TOOL,
	    ta_slice_of(policy->events[policy->amended].id));
	ta_event_row_add(event, ta_slice_of(TA_COL_AT), TA_COLUMN_OTHER, day);
	for (size_t i = FIRST; i < record->count; i++)
		if (record->fields[i].data != NULL)
			ta_event_row_add(event, columns[i].name,
			    columns[i].kind, record->fields[i]);
	for (size_t i = SOURCE; i <= LINE; i++)
		ta_event_row_add(
		    event, columns[i].name, TA_COLUMN_TOOL, record->fields[i]);
}

int
ta_amendments_add(struct ta_amendments *amendments, ta_day day,
    struct ta_ledger *ledger, struct ta_error *error)
{
	struct ta_record *record = &amendments->record;
	struct ta_text text = {0};
	int got = 0;

	ta_day_print(&text, day);
	for (size_t i = 0; got != -1 && i < amendments->count; i++) {
		struct ta_event_row event = {.texts = {NULL}};

		got = ta_spool_next(amendments->spool, record, error);
		if (got != 1 || !amendments->counts[i])
			continue;
		make(amendments, ta_text_slice(&text, 0), record, &event);
		got = ta_ledger_add_event(
		    ledger, &event.header, &event.record, error);
		ta_event_row_free(&event);
	}
	ta_text_free(&text);
	return got == -1 ? -1 : 0;
}
