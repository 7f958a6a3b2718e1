#ifndef TA_EVENT_H
#define TA_EVENT_H

/*
 * Events: what happened to a request after it came. A row with a cell in the
 * column ta_event is an event; its columns are the request's id, when it was,
 * who says so, a note, and the fields that have changed. What an event does is
 * the policy's. Here a row is read as one, strictly; nothing is applied.
 */

#include "policy/policy.h"

/* The columns of events in a header, each -1 where it is not there. */
struct ta_event_columns {
	int id;
	int event;
	int at;
	int undoes;
	int source;
};

void ta_event_columns(const struct ta_policy *policy,
    const struct ta_header *header, struct ta_event_columns *columns);

/* Whether a row is an event. */
bool ta_event_is(
    const struct ta_event_columns *columns, const struct ta_record *row);

/*
 * Whether a column is an event's own, and not the request's: a tool's, or one
 * beside fields. So no event can carry a form's column of such a name.
 */
bool ta_event_owns(struct ta_slice name);

/* The event that takes another back, as a kind. */
#define TA_KIND_UNDONE (-1)

/* An event as it is read; texts are borrowed from the row. */
struct ta_happened {
	struct ta_slice id;
	int kind;	/* index into the policy's events, or TA_KIND_UNDONE */
	ta_day day;	/* at the office */
	int64_t moment; /* seconds since 1970-01-01T00:00Z, by which events
			   are ordered */
	bool by_form;	/* a form's row, and no person, says so */

	/* of what is undone */
	int undoes;
	int64_t undone_moment;
};

/*
 * Reads a row as an event: NULL, or why it is none, a sentence that lives as
 * long as the program.
 */
const char *ta_event_read(const struct ta_policy *policy,
    const struct ta_event_columns *columns, const struct ta_record *row,
    struct ta_happened *happened);

/*
 * Whether the latest event of a ledger is so far after the clock's day that the
 * clock is wrong: more than a day, since offices have several zones. `latest`
 * may be TA_NO_DAY.
 */
bool ta_event_is_after_clock(ta_day latest, ta_day today);

/* An event while it is made. Zero-initialised it is ready. */
struct ta_event_row {
	struct ta_header header;
	struct ta_record record;
	struct ta_arena texts;
};

/* Adds a column with a copy of a text; an empty one is written, too. */
void ta_event_row_add(struct ta_event_row *row, struct ta_slice name,
    enum ta_column_kind kind, struct ta_slice text);
void ta_event_row_free(struct ta_event_row *row);

/*
 * The moment of a day or time at the office, and its day. A day alone is the
 * end of that day, or its beginning for an event that opens a span.
 */
int64_t ta_event_moment(const struct ta_policy *policy, int kind,
    const struct ta_time *at, ta_day *day);

#endif
