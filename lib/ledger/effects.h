#ifndef TA_EFFECTS_H
#define TA_EFFECTS_H

/*
 * What an event does to the record of its request: it sets the fields that it
 * carries, then those that the policy says it sets, and it ends or begins a
 * span. Which events there are, and their order, is the fold's.
 */

#include "ledger/event.h"

struct ta_effects;

/* Nothing yet. The policy is borrowed until ta_effects_free. */
struct ta_effects *ta_effects_new(const struct ta_policy *policy);
void ta_effects_free(struct ta_effects *effects);

/*
 * Packs what an event carries: bytes for ta_effects_apply, borrowed until the
 * next call. A cell that the event does not take is passed over.
 */
struct ta_slice ta_effects_pack(struct ta_effects *effects,
    const struct ta_header *header, const struct ta_record *row,
    const struct ta_happened *happened);

/*
 * Appends to a header the columns that it lacks and that the events so far may
 * change.
 */
void ta_effects_columns(
    const struct ta_effects *effects, struct ta_header *header);

/* Begins with another record: texts of the one before are freed. */
void ta_effects_begin(struct ta_effects *effects,
    const struct ta_header *header, struct ta_record *record);

/*
 * Applies an event, of a kind and a day, to the record. The new texts are
 * borrowed until the next ta_effects_begin.
 */
void ta_effects_apply(
    struct ta_effects *effects, int kind, ta_day day, struct ta_slice packed);

/*
 * By field: whether the last event to set it in the record is one that the
 * policy marks as `verified`. Borrowed until ta_effects_free.
 */
const bool *ta_effects_verified(const struct ta_effects *effects);

#endif
