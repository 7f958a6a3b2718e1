#ifndef TA_LEDGEREVENTS_H
#define TA_LEDGEREVENTS_H

/*
 * The requests of a ledger with all that has happened to them: which request an
 * id means, what it is now, and which events it has. It decides nothing.
 */

#include "intake/ledgerlines.h"

struct ta_ledger_events;

/*
 * Reads a ledger; policy, lines and folder are borrowed until
 * ta_ledger_events_free. A request takes 60 bytes and its id, an event 100.
 * NULL with the error set.
 */
struct ta_ledger_events *ta_ledger_events_read(const struct ta_policy *policy,
    struct ta_ledger_lines *lines, const char *folder, struct ta_error *error);
void ta_ledger_events_free(struct ta_ledger_events *events);

/* What ta_ledger_events_find finds beside a request. */
#define TA_ID_UNKNOWN (-1)
#define TA_ID_SEVERAL (-2)

/*
 * The number of the request whose id this is, or of the only one whose id
 * begins so; TA_ID_UNKNOWN or TA_ID_SEVERAL.
 */
int ta_ledger_events_find(
    const struct ta_ledger_events *events, struct ta_slice id);

/* The id of a request, borrowed until ta_ledger_events_free. */
struct ta_slice ta_ledger_events_id(
    const struct ta_ledger_events *events, int request);

/* A request as it is now; all of it is borrowed until the next call. */
struct ta_current {
	const struct ta_header *header;
	const int *columns; /* of the policy's fields, or -1 */
	const struct ta_record *record;
};

/* What the request is now: 0, or -1 with the error set. */
int ta_ledger_events_now(struct ta_ledger_events *events, int request,
    struct ta_current *now, struct ta_error *error);

/*
 * Whether the request has this event with the same fields, and it was not
 * undone. Who says so, and the note, do not count.
 */
bool ta_ledger_events_has(struct ta_ledger_events *events,
    const struct ta_header *header, const struct ta_record *row,
    const struct ta_happened *happened);

/*
 * Whether the request has this event, and all that it carries there stands in a
 * row of a file: 1, 0, or -1 with the error set. For an event that carries
 * nothing, since its cells are what the request has.
 */
int ta_ledger_events_covers(struct ta_ledger_events *events,
    const struct ta_happened *happened, const struct ta_header *header,
    const struct ta_record *row, struct ta_error *error);

/* Adds an event: 0, or -1 with the error set. */
int ta_ledger_events_add(struct ta_ledger_events *events,
    const struct ta_header *header, const struct ta_record *row,
    const struct ta_happened *happened, struct ta_error *error);

/*
 * Appends what the last event of the request that was not undone is, "supplied
 * 2026-11-09": 1, 0 where it has none, or -1 with the error set.
 */
int ta_ledger_events_last(struct ta_ledger_events *events, int request,
    struct ta_text *text, struct ta_error *error);

/* The day of the latest event; TA_NO_DAY without one. */
ta_day ta_ledger_events_latest(const struct ta_ledger_events *events);

#endif
