#ifndef TA_FOLD_H
#define TA_FOLD_H

/*
 * The fold of events: what a request is after all that has happened to it.
 * Events are put in order by their moments, then by their places; later ones
 * win, field by field. An event that was undone does not count, nor does one
 * after today. The lines and the policy decide, nothing else.
 */

#include "ledger/event.h"
#include "base/table.h"

struct ta_fold;

/*
 * An empty fold, as of a day. Events are set aside in a temporary file of the
 * folder; in memory an event takes 40 bytes, and a request that has one 24 and
 * those of the table. Policy and folder are borrowed until ta_fold_free. NULL
 * with the error set.
 */
struct ta_fold *ta_fold_new(const struct ta_policy *policy, ta_day today,
    const char *folder, struct ta_error *error);
void ta_fold_free(struct ta_fold *fold);

/*
 * Sets an event aside, whose columns are those of `header`: 0, or -1 with the
 * error set. A cell that the event does not take is passed over.
 */
int ta_fold_add(struct ta_fold *fold, const struct ta_header *header,
    const struct ta_record *row, const struct ta_happened *happened,
    struct ta_error *error);

/*
 * Notes an event that is to change nothing. What takes it back meets it, and no
 * other that happened at the same time.
 */
void ta_fold_note(struct ta_fold *fold, const struct ta_happened *happened);

/* Whether a request has an event, undone or not. */
bool ta_fold_has(const struct ta_fold *fold, struct ta_slice id);

/* The day of the latest event that was not undone; TA_NO_DAY without one. */
ta_day ta_fold_latest(const struct ta_fold *fold);

/* Appends the columns that the events change to a header that lacks them. */
void ta_fold_columns(const struct ta_fold *fold, struct ta_header *header);

/*
 * Applies the events of a request to its record, which is as wide as the
 * header. The new texts are borrowed until the next call. 1, or 0 where the
 * request has no event, or -1 with the error set.
 */
int ta_fold_apply(struct ta_fold *fold, const struct ta_header *header,
    struct ta_record *record, struct ta_slice id, struct ta_error *error);

/*
 * By field: whether it is as an event says that the policy marks as `verified`,
 * in the record of the last ta_fold_apply. Borrowed until ta_fold_free.
 */
const bool *ta_fold_verified(const struct ta_fold *fold);

/*
 * The same, with only the events that came before a place, which is what
 * ta_fold_count said then.
 */
int ta_fold_apply_before(struct ta_fold *fold, const struct ta_header *header,
    struct ta_record *record, struct ta_slice id, size_t place,
    struct ta_error *error);

/* How many events have come: the place of the next. */
size_t ta_fold_count(const struct ta_fold *fold);

/* Whether the event at a place counts: it is there and was not taken back. */
bool ta_fold_counts(const struct ta_fold *fold, size_t place);

/* How many events have not been applied, since their requests did not come. */
size_t ta_fold_left(const struct ta_fold *fold);

#endif
