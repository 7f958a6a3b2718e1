#ifndef TA_LEDGEREVENTS_H
#define TA_LEDGEREVENTS_H

/*
 * The requests of a ledger with all that has happened to them: which request an
 * id means, what it is now, and which events it has. It decides nothing.
 */

#include "intake/ledgerlines.h"
#include "ledger/ids.h"

struct ta_ledger_events;

/*
 * Reads a ledger, or those lines of it that a sift wants, which may be NULL;
 * policy, lines and folder are borrowed until
 * ta_ledger_events_free. A request takes 60 bytes and its id, an event 100.
 * NULL with the error set.
 */
struct ta_ledger_events *ta_ledger_events_read(const struct ta_policy *policy,
    struct ta_ledger_lines *lines, struct ta_sift *sift, const char *folder,
    struct ta_error *error);
void ta_ledger_events_free(struct ta_ledger_events *events);

/*
 * The request whose id is meant (see ids.h): its number in *request where there
 * is one.
 */
enum ta_meant ta_ledger_events_find(
    struct ta_ledger_events *events, struct ta_slice meant, int *request);

/* The id of a request, borrowed until ta_ledger_events_free. */
struct ta_slice ta_ledger_events_id(
    const struct ta_ledger_events *events, int request);

/*
 * Whether the request was forgotten: its words are masked, and so are its
 * events'.
 */
bool ta_ledger_events_forgotten(
    const struct ta_ledger_events *events, int request);

/*
 * Whether the request has an event of this kind and moment, undone or not,
 * whatever it carries.
 */
bool ta_ledger_events_met(
    const struct ta_ledger_events *events, const struct ta_happened *happened);

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
 * Whether a cell is what the request has in a field, or had before one of its
 * events: 1, 0, or -1 with the error set.
 */
int ta_ledger_events_had(struct ta_ledger_events *events, int request,
    struct ta_slice name, struct ta_slice cell, struct ta_error *error);

enum ta_standing {
	TA_EVENT_NEW,
	TA_EVENT_THERE,
	TA_EVENT_TAKEN_BACK /* it was there, and is not any more */
};

/*
 * Whether the request has this event with the same fields (eventkey.h). One of
 * a note alone is there, too, where the note stands beside fields.
 */
enum ta_standing ta_ledger_events_standing(struct ta_ledger_events *events,
    const struct ta_header *header, const struct ta_record *row,
    const struct ta_happened *happened);

/*
 * Whether the request has an event of this kind and moment, and all that it
 * carries there stands in a row of a file: 1, 0, or -1 with the error set. For
 * an event that carries nothing, since its cells are what the request has.
 */
int ta_ledger_events_covers(struct ta_ledger_events *events,
    const struct ta_happened *happened, const struct ta_header *header,
    const struct ta_record *row, struct ta_error *error);

/*
 * Whether the request has an event of this kind and moment: 1, 0, or -1 with
 * the error set. Then the row is of a file that was read before; in `known`, a
 * cell each, those are marked that the event has, or that the request had
 * before it: they are nothing new, whatever the request has become.
 */
int ta_ledger_events_knew(struct ta_ledger_events *events,
    const struct ta_happened *happened, const struct ta_header *header,
    const struct ta_record *row, bool *known, struct ta_error *error);

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

/* The day of the latest event that was not undone; TA_NO_DAY without one. */
ta_day ta_ledger_events_latest(const struct ta_ledger_events *events);

#endif
