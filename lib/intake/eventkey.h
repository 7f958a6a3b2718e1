#ifndef TA_EVENTKEY_H
#define TA_EVENTKEY_H

/*
 * What makes an event the same as another: the id, what and when it was, and
 * the fields that it carries. Who says so does not count, nor does the note,
 * but for an event that does nothing and carries nothing: it says no more than
 * its note.
 */

#include "ledger/event.h"

/*
 * Sets `key` to the key of an event, which stands in a row of a ledger's
 * header. It is the same for equal events.
 */
void ta_event_key(const struct ta_policy *policy,
    const struct ta_header *header, const struct ta_record *row,
    const struct ta_happened *happened, struct ta_text *key);

/*
 * Whether an event that does nothing but carry fields has a note beside them.
 * Then `key` is set to that of an event of this note alone.
 */
bool ta_event_key_of_note(const struct ta_policy *policy,
    const struct ta_header *header, const struct ta_record *row,
    const struct ta_happened *happened, struct ta_text *key);

#endif
