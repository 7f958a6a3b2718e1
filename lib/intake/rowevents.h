#ifndef TA_ROWEVENTS_H
#define TA_ROWEVENTS_H

/*
 * Events among the rows of the input: told from records, kept until all rows
 * have been read, and then applied to the records that they are of. What an
 * event does is fold.h's; events never go to a ledger from here.
 */

#include "decide/context.h"
#include "record/files.h"
#include "record/part.h"

struct ta_row_events;

/*
 * No events yet. Context, part and folder, which is for temporary files, are
 * borrowed until ta_row_events_free. With `to_ledger` every event is refused.
 */
struct ta_row_events *ta_row_events_new(const struct ta_context *context,
    const struct ta_part *part, const char *folder, bool to_ledger);
void ta_row_events_free(struct ta_row_events *events);

/* Comes before the rows of each file. */
void ta_row_events_turn(struct ta_row_events *events);

/* Whether the last row is an event. */
bool ta_row_events_has(struct ta_row_events *events, struct ta_files *files);

/*
 * Takes the last row, which is an event; one of another part is passed over.
 * *why is NULL, or why the row is refused, a sentence that lives as long as the
 * program. 0, or -1 with the error set.
 */
int ta_row_events_take(struct ta_row_events *events, struct ta_files *files,
    const char **why, struct ta_error *error);

/*
 * Whether some event, of another part, too, may verify a field: then all parts
 * have the column for that.
 */
bool ta_row_events_verify(const struct ta_row_events *events);

/* Appends the columns that events fill to a header of records. */
void ta_row_events_columns(
    struct ta_row_events *events, struct ta_header *header);

/*
 * Applies the events of a request to its record, as ta_fold_apply does: 0, or
 * -1 with the error set.
 */
int ta_row_events_apply(struct ta_row_events *events,
    const struct ta_header *header, struct ta_record *record,
    struct ta_slice id, struct ta_error *error);

/*
 * By field, whether an event has verified it in the last record; NULL where
 * there was no event. Borrowed until the next call.
 */
const bool *ta_row_events_verified(const struct ta_row_events *events);

/* Appends to a summary how many there were, and how many of no request. */
void ta_row_events_count(
    const struct ta_row_events *events, struct ta_text *text);

#endif
