#include <stdlib.h>

#include "base/table.h"
#include "intake/amendments.h"
#include "record/columns.h"

#define NONE UINT32_MAX

/* The row of a request that was received last, of those met. */
struct last {
	uint64_t own; /* the table's */
	int64_t moment;
	uint32_t change; /* of `changes`, or NONE */
};

/* What differs in the row, as an event. */
struct change {
	struct ta_event_row row;
	bool counts; /* no later row has another */
};

struct ta_amendments {
	const struct ta_policy *policy;
	struct ta_text day;
	struct ta_table *last;
	struct change *changes;
	size_t count;
	size_t room;
	size_t replaced;
};

struct ta_amendments *
ta_amendments_new(const struct ta_policy *policy, ta_day day)
{
	struct ta_amendments *amendments = ta_alloc(1, sizeof(*amendments));

	amendments->policy = policy;
	ta_day_print(&amendments->day, day);
	amendments->last = ta_table_new(sizeof(struct last));
	return amendments;
}

void
ta_amendments_free(struct ta_amendments *amendments)
{
	if (amendments == NULL)
		return;
	for (size_t i = 0; i < amendments->count; i++)
		ta_event_row_free(&amendments->changes[i].row);
	free(amendments->changes);
	ta_table_free(amendments->last);
	ta_text_free(&amendments->day);
	free(amendments);
}

/* When a row was received; one that does not say it was first. */
static int64_t
moment_of(const struct ta_policy *policy, struct ta_slice text)
{
	struct ta_time time;

	return ta_time_parse(ta_slice_trim(text), &time)
		   ? ta_zone_instant(policy->zone, &time)
		   : INT64_MIN;
}

/* Keeps what differs: its place in `changes`. */
static uint32_t
keep(struct ta_amendments *amendments, struct ta_slice id,
    const struct ta_header *header, const struct ta_record *row,
    const struct ta_seen *seen)
{
	static const char *const from[] = {TA_COL_SOURCE, TA_COL_LINE};
	const struct ta_policy *policy = amendments->policy;
	struct ta_event_row *event;

	ta_grow((void **)&amendments->changes, &amendments->room,
	    amendments->count, sizeof(*amendments->changes));
	amendments->changes[amendments->count] =
	    (struct change){.counts = true};
	event = &amendments->changes[amendments->count].row;
	ta_event_row_add(event,
	    policy->vocabulary.fields[policy->id_field].name, TA_COLUMN_OTHER,
	    id);
	ta_event_row_add(event, ta_slice_of(TA_COL_EVENT), TA_COLUMN_TOOL,
	    ta_slice_of(policy->events[policy->amended].id));
	ta_event_row_add(event, ta_slice_of(TA_COL_AT), TA_COLUMN_OTHER,
	    ta_text_slice(&amendments->day, 0));
	for (size_t i = 0; i < seen->header.count; i++)
		ta_event_row_add(event, seen->header.columns[i].name,
		    seen->header.columns[i].kind, seen->changes.fields[i]);
	for (size_t i = 0; i < 2; i++)
		ta_event_row_add(event, ta_slice_of(from[i]), TA_COLUMN_TOOL,
		    ta_record_get(
			row, ta_header_find(header, ta_slice_of(from[i]), 0)));
	return (uint32_t)amendments->count++;
}

void
ta_amendments_note(struct ta_amendments *amendments, struct ta_slice id,
    const struct ta_header *header, const int *columns,
    const struct ta_record *row, const struct ta_seen *seen)
{
	int64_t moment = moment_of(amendments->policy,
	    ta_record_get(row, columns[amendments->policy->receipt]));
	struct last *last;
	bool made;

	last = ta_table_add(amendments->last, id, &made);
	if (!made && last->moment > moment) {
		amendments->replaced += seen != NULL;
		return;
	}
	if (!made && last->change != NONE) {
		amendments->changes[last->change].counts = false;
		amendments->replaced++;
	}
	last->moment = moment;
	last->change =
	    seen == NULL ? NONE : keep(amendments, id, header, row, seen);
}

int
ta_amendments_add(const struct ta_amendments *amendments,
    struct ta_ledger *ledger, struct ta_error *error)
{
	for (size_t i = 0; i < amendments->count; i++) {
		const struct change *change = &amendments->changes[i];

		if (change->counts &&
		    ta_ledger_add_event(ledger, &change->row.header,
			&change->row.record, error) == -1)
			return -1;
	}
	return 0;
}

void
ta_amendments_count(
    const struct ta_amendments *amendments, size_t *amended, size_t *replaced)
{
	*amended = 0;
	for (size_t i = 0; i < amendments->count; i++)
		*amended += amendments->changes[i].counts;
	*replaced = amendments->replaced;
}
