#ifndef TA_INDEX_H
#define TA_INDEX_H

/*
 * Which conditions of a list may hold for a record. A few of its fields rule
 * out most of them, so these are passed over without a look. No condition that
 * holds is left out, so no decision changes. Only lib/policy includes this;
 * others use ta_walk of policy.h.
 */

#include "policy/condition.h"

struct ta_index;

/*
 * Makes an index of n conditions, `stride` bytes from one to the next, as in an
 * array of rules. All of them live as long as the arena.
 */
const struct ta_index *ta_index_make(const struct ta_condition *first,
    size_t stride, size_t n, const struct ta_vocabulary *vocabulary,
    struct ta_arena *arena);

/* How many conditions a part of the list has; a set has a bit for each. */
#define TA_INDEX_PART ((size_t)TA_VALUES_MAX)

/*
 * The conditions of a part that may hold for the evaluation's record, into
 * *set; all of them where the evaluation is traced. False where the list has no
 * such part, and *set is not to be used.
 */
bool ta_index_look(const struct ta_index *index, size_t part,
    struct ta_evaluation *evaluation, struct ta_bits *set);

/* Those of a part that do hold where they may. */
const struct ta_bits *ta_index_settled(
    const struct ta_index *index, size_t part);

#endif
