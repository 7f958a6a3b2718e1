#ifndef TA_TIMELINE_H
#define TA_TIMELINE_H

/*
 * The timeline of a ledger: its events as records, in the order in which they
 * happened, of all requests or of one. Nothing is applied. Or no more than
 * which lines are damaged.
 */

#include "ledger/event.h"
#include "record/report.h"
#include "record/spool.h"

struct ta_timeline;

/*
 * A timeline of the request with an id, or with the only id that begins so;
 * NULL: of all.
 * Events are set aside in a temporary file of the folder; in memory one takes
 * 24 bytes. With `verify` lines are only counted. Policy, id and report are
 * borrowed until ta_timeline_free. NULL with the error set.
 */
struct ta_timeline *ta_timeline_new(const struct ta_policy *policy,
    const char *id, bool verify, const char *folder, struct ta_report *report,
    struct ta_error *error);
void ta_timeline_free(struct ta_timeline *timeline);

/*
 * Takes a row of a ledger, if it is an event: 0, or -1 with the error set. A
 * line that is damaged, or no event that can be read, is said and counted.
 */
int ta_timeline_take(struct ta_timeline *timeline,
    const struct ta_header *header, const struct ta_record *row,
    struct ta_error *error);

/* The header of the events, borrowed until ta_timeline_free. */
const struct ta_header *ta_timeline_header(const struct ta_timeline *timeline);

/*
 * Hands the events to `take`, in order, and appends how many they are, and how
 * many lines are damaged: whether some are, or -1 with the error set, as where
 * no request has the id, or several begin so.
 */
int ta_timeline_finish(struct ta_timeline *timeline, ta_spool_take *take,
    void *arg, struct ta_text *summary, struct ta_error *error);

#endif
